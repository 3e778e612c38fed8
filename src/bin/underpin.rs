//! The native program: `underpin check`, `underpin new` and the rest. See [`underpin::cli`].

fn main() -> std::process::ExitCode {
    underpin::cli::main()
}
