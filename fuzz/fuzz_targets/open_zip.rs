#![no_main]

libfuzzer_sys::fuzz_target!(|input: &[u8]| underpin_fuzz::open_zip(input));
