//! Words by which an answer shows that it does what its verb asks: lists divided by commas, in
//! small letters. That one of them stands there proves nothing; that none does is worth a
//! question.

/// Something is said to be something.
pub(super) const MEANING: &str = "\
    means, mean, meaning, is when, is where, is someone, is somebody, is a, is an, is the, \
    are people, is about, refers to, in other words, is to, is any";

/// A reason is given.
pub(super) const REASON: &str = "\
    because, since, the reason, reasons, due to, in order to, so that, that is why, this is \
    why, which is why, the purpose, as they, as it, as this, to make sure, to ensure, to \
    avoid, to prevent, to help, to protect";

/// Something follows from something.
pub(super) const CONSEQUENCE: &str = "\
    so, so that, this means, which means, that means, means that, leads to, lead to, led to, \
    leading to, as a result, results in, resulted in, therefore, consequently, this helps, \
    which helps, it helps, this makes, which makes, makes it, otherwise, if not, could \
    cause, can cause, this allows, which allows, then they, end up, effect, effects, \
    outcome, outcomes, impact, without this";

/// Two things are held against each other.
pub(super) const COMPARISON: &str = "\
    whereas, while, whilst, unlike, similar, similarly, both, same, different, difference, \
    differences, differs, differ, compared, in contrast, by contrast, on the other hand, \
    more than, less than, rather than, likewise, however, alike, in common";

/// Somebody else might see it otherwise.
pub(super) const OTHER_VIEW: &str = "\
    however, on the other hand, others, some people, someone else, disagree, disagrees, \
    argue, argues, argued, although, even though, another view, point of view, whereas, \
    might say, may say, might feel, may feel, alternatively, against, different view, \
    different views, on one hand, while some";

/// One part is weighed against another, or evidence is named.
pub(super) const WEIGHING: &str = "\
    most important, mattered most, matters most, main cause, main reason, main factor, \
    biggest, greatest, strongest, key factor, factor, factors, depends, depended, evidence, \
    shows that, showed that, suggests, outweigh, outweighs, outweighed, more than, less \
    than, root cause, contributed, relationship between, link between, linked to, on \
    balance, significant";

/// It comes to a judgement.
pub(super) const JUDGEMENT: &str = "\
    overall, on balance, in conclusion, to conclude, i conclude, conclude that, effective, \
    ineffective, works well, worked well, work well, works best, worked best, does not work, \
    did not work, didn't work, doesn't work, successful, unsuccessful, worth, the best, \
    better than, worse than, recommend, judgement, judge, strength, strengths, weakness, \
    weaknesses, limits, falls short, fell short";

/// There was another choice.
pub(super) const ALTERNATIVE: &str = "\
    rather than, instead, instead of, other option, another option, other options, other \
    choice, alternative, alternatives, alternatively, better than, more than, could have, \
    could also, might have, chose not, compared, the best";

/// Something will be done differently.
pub(super) const CHANGE: &str = "\
    next time, in future, in the future, from now on, going forward, i will, i'll, we will, \
    i would, i'd, i now, differently, i plan, i am going to, i have started, i have changed, \
    changed how i, changed the way";

/// It is about the learner's own work.
pub(super) const PRACTICE: &str = "\
    i, my, me, we, our, us, for example, for instance, an example, where i work, at work, in \
    practice, a resident, one resident, a client, one person, a person i, in one case, once";

/// A law, code or policy is named.
pub(super) const LAW: &str = "\
    act, acts, law, laws, legal, legally, legislation, regulation, regulations, policy, \
    policies, procedure, procedures, code, codes, standard, standards, guidance, guidelines, \
    gdpr, cqc, rights, duty, statutory, agreed ways of working, care certificate, \
    inspectorate, sssc, niscc, rqia, nice, ico, dols, mca, equality, safeguarding";

/// It is about the service as a whole.
pub(super) const SERVICE: &str = "\
    service, services, team, teams, staff, organisation, across, culture, supervision, \
    training, rota, audit, quality, leader, leaders, leadership, managers, workforce, \
    systems, policy, improvement";
