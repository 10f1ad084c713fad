//! The functions, sorted by name, and the parameters of each. What a letter means [`super::arguments`] says; a `*` at the end
//! lets the last parameter be given any number of times, also never, and a `?` lets it be left out.

use super::{
    arguments::Arguments, collections, dates, encoding, files, formatting, hashes, lists, maps, network, numbers,
    outcome::Outcome, patterns, sets, special, strings, tabular, yaml,
};
use crate::evaluate::Evaluator;

pub(super) enum Run {
    /// It needs only its arguments.
    Values(fn(&Arguments) -> Outcome),
    /// It reads files, or evaluates a template.
    Evaluator(fn(&mut Evaluator<'_, '_>, &Arguments) -> Outcome),
}

pub(super) struct Function {
    pub(super) name: &'static str,
    parameters: &'static str,
    /// Whether values within its arguments may be known only after apply, as it only moves them.
    pub(super) moves: bool,
    pub(super) run: Run,
}

impl Function {
    fn letters(&self) -> &'static str {
        self.parameters.trim_end_matches(['*', '?'])
    }

    fn is_variadic(&self) -> bool {
        self.parameters.ends_with('*')
    }

    pub(super) fn least(&self) -> usize {
        self.letters().len() - usize::from(self.parameters.ends_with(['*', '?']))
    }

    pub(super) fn most(&self) -> usize {
        if self.is_variadic() { usize::MAX } else { self.letters().len() }
    }

    pub(super) fn parameter(&self, index: usize) -> u8 {
        let letters = self.letters().as_bytes();
        letters.get(index).or(letters.last()).copied().unwrap_or(b'A')
    }

    /// Whether it is about the mark of being sensitive itself.
    pub(super) fn sees_marks(&self) -> bool {
        matches!(self.name, "issensitive" | "nonsensitive" | "sensitive")
    }
}

const fn pure(name: &'static str, parameters: &'static str, run: fn(&Arguments) -> Outcome) -> Function {
    Function { name, parameters, moves: false, run: Run::Values(run) }
}

const fn moving(name: &'static str, parameters: &'static str, run: fn(&Arguments) -> Outcome) -> Function {
    Function { name, parameters, moves: true, run: Run::Values(run) }
}

const fn reading(
    name: &'static str,
    parameters: &'static str,
    run: fn(&mut Evaluator<'_, '_>, &Arguments) -> Outcome,
) -> Function {
    Function { name, parameters, moves: false, run: Run::Evaluator(run) }
}

pub(super) const FUNCTIONS: &[Function] = &[
    pure("abs", "n", numbers::abs),
    pure("alltrue", "B", lists::all_true),
    moving("anytrue", "B", lists::any_true),
    pure("base64decode", "s", encoding::base64_decode),
    pure("base64encode", "s", encoding::base64_encode),
    pure("base64sha256", "s", hashes::base64_sha256),
    pure("base64sha512", "s", hashes::base64_sha512),
    pure("basename", "s", strings::basename),
    pure("ceil", "n", numbers::ceil),
    moving("chunklist", "Ln", lists::chunk),
    pure("chomp", "s", strings::chomp),
    pure("cidrhost", "sn", network::host),
    pure("cidrnetmask", "s", network::netmask),
    pure("cidrsubnet", "snn", network::subnet),
    pure("cidrsubnets", "sn*", network::subnets),
    moving("coalesce", "A*", collections::coalesce),
    moving("coalescelist", "A*", lists::coalesce_list),
    pure("compact", "S", lists::compact),
    moving("concat", "D*", lists::concat),
    moving("contains", "DD", lists::contains),
    pure("csvdecode", "s", tabular::csv_decode),
    pure("dirname", "s", strings::dirname),
    pure("distinct", "L", lists::distinct),
    moving("element", "Dn", lists::element),
    pure("endswith", "ss", strings::ends_with),
    moving("ephemeralasnull", "A", special::same),
    reading("file", "s", files::file),
    reading("filebase64", "s", files::file_base64),
    reading("filebase64sha256", "s", files::file_base64_sha256),
    reading("filebase64sha512", "s", files::file_base64_sha512),
    reading("fileexists", "s", files::file_exists),
    reading("filemd5", "s", files::file_md5),
    reading("fileset", "ss", files::file_set),
    reading("filesha1", "s", files::file_sha1),
    reading("filesha256", "s", files::file_sha256),
    reading("filesha512", "s", files::file_sha512),
    moving("flatten", "D", lists::flatten),
    pure("floor", "n", numbers::floor),
    pure("format", "sA*", formatting::format_),
    pure("formatdate", "ss", dates::format_date),
    pure("formatlist", "sA*", formatting::format_list),
    pure("indent", "ns", strings::indent),
    pure("index", "LA", lists::index),
    pure("issensitive", "A", special::issensitive),
    pure("join", "sS*", strings::join),
    pure("jsondecode", "s", encoding::json_decode),
    pure("jsonencode", "A", encoding::json_encode),
    moving("keys", "D", maps::keys),
    moving("length", "D", collections::length),
    pure("log", "nn", numbers::log),
    moving("lookup", "DsA?", maps::lookup),
    pure("lower", "s", strings::lower),
    pure("matchkeys", "LLL", lists::match_keys),
    pure("max", "n*", numbers::max),
    pure("md5", "s", hashes::md5),
    moving("merge", "A*", maps::merge),
    pure("min", "n*", numbers::min),
    moving("nonsensitive", "A", special::nonsensitive),
    moving("one", "D", lists::one),
    pure("parseint", "Dn", numbers::parse_int),
    pure("pathexpand", "s", strings::path_expand),
    pure("pow", "nn", numbers::pow),
    pure("range", "n*", lists::range),
    pure("regex", "ss", patterns::regex),
    pure("regexall", "ss", patterns::regex_all),
    pure("replace", "sss", patterns::replace),
    moving("reverse", "D", lists::reverse),
    moving("sensitive", "A", special::sensitive),
    pure("setintersection", "T*", sets::intersection),
    pure("setproduct", "D*", sets::product),
    pure("setsubtract", "TT", sets::subtract),
    pure("setunion", "T*", sets::union),
    pure("sha1", "s", hashes::sha1),
    pure("sha256", "s", hashes::sha256),
    pure("sha512", "s", hashes::sha512),
    pure("signum", "n", numbers::signum),
    moving("slice", "Dnn", lists::slice),
    pure("sort", "S", lists::sort),
    pure("split", "ss", strings::split),
    pure("startswith", "ss", strings::starts_with),
    pure("strcontains", "ss", strings::contains),
    pure("strrev", "s", strings::reverse),
    pure("substr", "snn", strings::substr),
    pure("sum", "D", numbers::sum),
    reading("templatefile", "sA", files::template_file),
    reading("templatestring", "sA", files::template_string),
    pure("textdecodebase64", "ss", encoding::text_decode),
    pure("textencodebase64", "ss", encoding::text_encode),
    pure("timeadd", "ss", dates::add),
    pure("timecmp", "ss", dates::compare),
    pure("title", "s", strings::title),
    pure("tobool", "A", collections::to_bool),
    moving("tolist", "A", collections::to_list),
    moving("tomap", "A", collections::to_map),
    pure("tonumber", "A", collections::to_number),
    moving("toset", "A", collections::to_set),
    moving("tostring", "A", collections::to_string),
    pure("transpose", "U", maps::transpose),
    pure("trim", "ss", strings::trim),
    pure("trimprefix", "ss", strings::trim_prefix),
    pure("trimspace", "s", strings::trim_space),
    pure("trimsuffix", "ss", strings::trim_suffix),
    pure("upper", "s", strings::upper),
    pure("urldecode", "s", encoding::url_decode),
    pure("urlencode", "s", encoding::url_encode),
    pure("uuidv5", "ss", hashes::uuid_v5),
    moving("values", "D", maps::values),
    pure("yamldecode", "s", yaml::decode),
    pure("yamlencode", "A", yaml::encode),
    moving("zipmap", "SD", maps::zip_map),
];
