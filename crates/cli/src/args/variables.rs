//! `--var` and `--var-file`, in the order in which they were typed: the later counts more.

use clap::{Arg, ArgAction, ArgMatches, Args, Command, FromArgMatches};
use std::path::PathBuf;

#[derive(Clone, Debug, Default)]
pub(crate) struct VariableArgs {
    pub(crate) given: Vec<GivenVariable>,
}

#[derive(Clone, Debug)]
pub(crate) enum GivenVariable {
    Value { name: String, value: String },
    File(PathBuf),
}

const VALUE: &str = "var";
const FILE: &str = "var_file";

impl Args for VariableArgs {
    fn augment_args(command: Command) -> Command {
        let value = Arg::new(VALUE)
            .long("var")
            .value_name("NAME=VALUE")
            .help("Give a variable a value [env: TF_VAR_NAME]; may be given again")
            .value_parser(assignment)
            .action(ArgAction::Append)
            .help_heading("Configuration");
        let file = Arg::new(FILE)
            .long("var-file")
            .value_name("FILE")
            .help("Read values of variables from a file; may be given again")
            .value_parser(clap::value_parser!(PathBuf))
            .action(ArgAction::Append)
            .help_heading("Configuration");
        command.arg(value).arg(file)
    }

    fn augment_args_for_update(command: Command) -> Command {
        Self::augment_args(command)
    }
}

impl FromArgMatches for VariableArgs {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, clap::Error> {
        let at = |id| matches.indices_of(id).into_iter().flatten();
        let values = matches.get_many::<(String, String)>(VALUE).into_iter().flatten();
        let values = values.map(|(name, value)| GivenVariable::Value { name: name.clone(), value: value.clone() });
        let files = matches.get_many::<PathBuf>(FILE).into_iter().flatten();
        let files = files.map(|file| GivenVariable::File(file.clone()));
        let mut given: Vec<(usize, GivenVariable)> = at(VALUE).zip(values).chain(at(FILE).zip(files)).collect();
        given.sort_by_key(|(at, _)| *at);
        Ok(Self { given: given.into_iter().map(|(_, given)| given).collect() })
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), clap::Error> {
        *self = Self::from_arg_matches(matches)?;
        Ok(())
    }
}

fn assignment(text: &str) -> Result<(String, String), String> {
    match text.split_once('=') {
        None => Err("a name and a value are joined by `=`, as in `--var 'name=value'`".to_owned()),
        Some((name, _)) if name.is_empty() || name.contains(char::is_whitespace) => {
            Err(format!("`{name}` is not the name of a variable"))
        }
        Some((name, value)) => Ok((name.to_owned(), value.to_owned())),
    }
}
