//! Which of the answers in a file a form's answers were, so that each keeps its bytes.

/// For each new thing, the old one that it is: the same, wherever it stands now, or else the one
/// it was most likely made from. `likeness` is 0 where nothing ties the two together.
pub(super) fn align<T: PartialEq>(
    old: &[T],
    new: &[T],
    likeness: impl Fn(&T, &T) -> usize,
) -> Vec<Option<usize>> {
    let mut free = vec![true; old.len()];
    let mut found: Vec<Option<usize>> = vec![None; new.len()];
    for (at, thing) in new.iter().enumerate() {
        // The same place first, so that of two equal things each stays where it is.
        let same = |place: &usize| free[*place] && old[*place] == *thing;
        let place = [at]
            .into_iter()
            .filter(|at| *at < old.len())
            .chain(0..old.len())
            .find(same);
        if let Some(place) = place {
            free[place] = false;
            found[at] = Some(place);
        }
    }
    let left = |found: &[Option<usize>]| found.iter().filter(|place| place.is_none()).count();
    let as_many = free.iter().filter(|free| **free).count() == left(&found);
    for (at, thing) in new.iter().enumerate() {
        if found[at].is_some() {
            continue;
        }
        let candidates = (0..old.len()).filter(|place| free[*place]);
        let best = match as_many {
            true => candidates.min(),
            false => candidates
                .map(|place| (likeness(&old[place], thing), place))
                .filter(|(likeness, _)| *likeness > 0)
                .max_by_key(|(likeness, place)| (*likeness, std::cmp::Reverse(*place)))
                .map(|(_, place)| place),
        };
        if let Some(place) = best {
            free[place] = false;
            found[at] = Some(place);
        }
    }
    found
}
