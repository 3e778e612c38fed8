//! What Chromium's page processes hold in memory, as the system sees it.

use std::{collections::BTreeSet, fs};

/// The bytes that each page process below this one holds; nothing where the system does not tell.
pub fn of_pages() -> Vec<u64> {
    pages().unwrap_or_default()
}

fn pages() -> Option<Vec<u64>> {
    let mut own = BTreeSet::from([std::process::id()]);
    let mut processes: Vec<(u32, u32)> = fs::read_dir("/proc")
        .ok()?
        .filter_map(|entry| {
            let id: u32 = entry.ok()?.file_name().to_str()?.parse().ok()?;
            let stat = fs::read_to_string(format!("/proc/{id}/stat")).ok()?;
            let parent = stat.rsplit(')').next()?.split_whitespace().nth(1)?;
            Some((id, parent.parse().ok()?))
        })
        .collect();
    processes.sort_unstable();
    loop {
        let before = own.len();
        own.extend(
            processes
                .iter()
                .filter(|(_, parent)| own.contains(parent))
                .map(|(id, _)| *id)
                .collect::<Vec<_>>(),
        );
        if own.len() == before {
            break;
        }
    }
    let page = |id: &&u32| {
        let command = fs::read(format!("/proc/{id}/cmdline")).unwrap_or_default();
        String::from_utf8_lossy(&command).contains("--type=renderer")
    };
    let bytes = own.iter().filter(page).filter_map(|id| {
        let status = fs::read_to_string(format!("/proc/{id}/status")).ok()?;
        let line = status.lines().find(|line| line.starts_with("VmRSS:"))?;
        let kilobytes: u64 = line.split_whitespace().nth(1)?.parse().ok()?;
        Some(kilobytes * 1024)
    });
    Some(bytes.collect())
}
