//! What the code uses of the table of features, and what the table says of it.

use crate::codes::{Code, Severity};
use crate::facts::{BindingKind, Expression, ExpressionId, Kind, MODULE, Span};
use crate::features::{FEATURES, Feature, MODULES, Place, Support, feature};
use crate::finding::{Alike, Finding};
use crate::runtime::Runtime;
use crate::subject::Subject;
use alloc::{format, string::String, vec::Vec};

pub(super) fn check(subject: &Subject<'_>, findings: &mut Vec<Finding>) {
    let mut rule = Rule { subject, findings };
    rule.syntax();
    rule.modules();
    for (id, expression) in subject.facts.each() {
        rule.expression(id, expression);
    }
}

struct Rule<'a, 'b> {
    subject: &'a Subject<'b>,
    findings: &'a mut Vec<Finding>,
}

impl Rule<'_, '_> {
    fn tell(&mut self, id: &str, name: &str, span: Span) {
        if let Some(feature) = feature(id) {
            self.tell_of(feature, name, span);
        }
    }

    fn tell_of(&mut self, feature: &'static Feature, name: &str, span: Span) {
        let context = self.subject.context;
        let support = context.overrides.support(feature, context.runtime);
        let Some(severity) = support.severity() else { return };
        // What only works without being listed, and what only the old runtime lacks, has one cause: it is told once.
        let has_newer = context.runtime == Runtime::V1 && feature.in_2_0 == Support::Works;
        let alike = if severity == Severity::Info || has_newer { Alike::First } else { Alike::Each };
        let what = feature.named(name);
        let runtime = context.runtime.name();
        let (code, message) = match support {
            Support::Missing => {
                let code = if feature.place == Place::Syntax { Code::MissingSyntax } else { Code::MissingApi };
                (code, format!("`{runtime}` does not have {what}"))
            }
            // Nobody has seen it go wrong.
            Support::Unreliable if feature.evidence == "D" => {
                (Code::UnreliableFeature, format!("AWS does not document {what} in `{runtime}`"))
            }
            Support::Unreliable => (Code::UnreliableFeature, format!("`{runtime}` goes wrong with {what}")),
            // Nobody here has seen what is only inferred.
            Support::Undocumented if feature.evidence == "I" && support == feature.support(context.runtime) => {
                (Code::UndocumentedFeature, format!("AWS does not document {what} in `{runtime}`, which may lack it"))
            }
            Support::Undocumented | Support::Works => {
                (Code::UndocumentedFeature, format!("{what} works in `{runtime}`, but AWS does not document it"))
            }
        };
        let mut finding = Finding::new(code, message, span).alike(alike);
        finding.severity = severity;
        // The table's help is a way around what the table says.
        let hinders = |support| matches!(support, Support::Missing | Support::Unreliable);
        let as_it_says = support == feature.support(context.runtime);
        let helps = as_it_says || (hinders(support) && hinders(feature.support(context.runtime)));
        finding.help = feature.help.filter(|_| helps).map(String::from);
        finding.feature = Some(feature.id);
        self.findings.push(finding);
    }

    fn syntax(&mut self) {
        let facts = self.subject.facts;
        for used in &facts.uses {
            self.tell(used.feature, "", used.span.clone());
        }
        for export in &facts.exports {
            // The entry point's own rule tells of it.
            if !export.names.iter().any(|name| name == crate::meaning::ENTRY || name == "handler") {
                self.tell("export", "", export.span.clone());
            }
        }
        for function in &facts.functions {
            if let Some(rest) = function.rest.clone().filter(|_| function.is_async && function.has_await) {
                self.tell("async_rest_params", "", rest);
            }
        }
        for place in super::closures::shared(facts) {
            self.tell("async_closure", "", place);
        }
    }

    fn modules(&mut self) {
        let facts = self.subject.facts;
        for import in &facts.imports {
            let word = import.span.start..import.span.start + 6;
            let known = import.source == "cloudfront" || MODULES.contains(&import.source.as_str());
            if !known {
                self.unknown_module(&import.source, import.source_span.clone());
            } else if self.subject.context.runtime == Runtime::V1 {
                self.tell("import", "", word);
            } else if !import.default_only {
                self.tell("import_form", "", import.span.clone());
            } else if import.source != "cloudfront" {
                self.tell("import_module", &import.source, import.source_span.clone());
            }
        }
    }

    fn unknown_module(&mut self, name: &str, span: Span) {
        let runtime = self.subject.context.runtime.name();
        let message = format!("`{runtime}` has no module `{name}`");
        self.findings.push(Finding::new(Code::UnknownModule, message, span).help(
            "there are `cloudfront`, which is imported, and `crypto`, `querystring` and `buffer`, which are required",
        ));
    }

    fn expression(&mut self, id: ExpressionId, expression: &Expression) {
        let facts = self.subject.facts;
        match &expression.kind {
            Kind::Name { name, binding: None } => self.global(id, name, expression.span.clone()),
            Kind::Member { object, name, name_span } => self.member(id, *object, name, name_span.clone()),
            Kind::Call { callee, arguments, .. } => self.call(*callee, arguments),
            Kind::Assign { target, .. } => {
                let Kind::Name { binding: Some(binding), .. } = facts.kind(*target) else { return };
                let Some(binding) = facts.binding(*binding) else { return };
                let Some(function) = facts.function(expression.function) else { return };
                let nested = function.is_async && function.parent != MODULE;
                let outer = binding.function != expression.function && binding.function != MODULE;
                if nested && outer && !matches!(binding.kind, BindingKind::Function(_)) {
                    self.tell("async_nested_mutating_outer", "", expression.span.clone());
                }
            }
            _ => {}
        }
    }

    fn global(&mut self, id: ExpressionId, name: &str, span: Span) {
        let facts = self.subject.facts;
        if self.subject.is_asked(name, id) {
            return;
        }
        if name == "Function" {
            // Only calling it makes code of a text; `x instanceof Function` is fine.
            let parent = facts.expression(id).parent.map(|parent| facts.kind(parent));
            if !matches!(parent, Some(Kind::Call { callee, .. }) if *callee == id) {
                return;
            }
        }
        if let Some(feature) =
            FEATURES.iter().find(|row| matches!(row.place, Place::Global(names) if names.contains(&name)))
        {
            self.tell_of(feature, name, span);
        }
    }

    fn member(&mut self, id: ExpressionId, object: ExpressionId, name: &str, name_span: Span) {
        let facts = self.subject.facts;
        let called = facts.expression(id).parent.map(|parent| facts.kind(parent));
        let called = matches!(called, Some(Kind::Call { callee, .. }) if *callee == id);
        if let Kind::Name { name: global, binding: None } = facts.kind(object) {
            for row in FEATURES {
                let found = match row.place {
                    Place::Member(of, names) => of == global && names.contains(&name),
                    Place::Otherwise(of, names) => of == global && !names.contains(&name),
                    Place::Global(names) => global == "globalThis" && called && names.contains(&name),
                    _ => false,
                };
                if found {
                    return self.tell_of(row, name, facts.span(id));
                }
            }
            return;
        }
        // A method that the program gives to its own objects may be that one.
        if !called || facts.made.iter().any(|made| made == name) {
            return;
        }
        if let Some(row) =
            FEATURES.iter().find(|row| matches!(row.place, Place::Method(names) if names.contains(&name)))
        {
            self.tell_of(row, name, name_span);
        }
    }

    fn call(&mut self, callee: ExpressionId, arguments: &[ExpressionId]) {
        let facts = self.subject.facts;
        match facts.kind(callee) {
            Kind::Name { name, binding: None } if name == "require" => {
                let Some(argument) = arguments.first() else { return };
                let Some(module) = facts.text(*argument) else { return };
                let span = facts.span(*argument);
                if module == "cloudfront" {
                    let finding = Finding::new(Code::UnknownModule, "`cloudfront` is imported, not required", span);
                    return self.findings.push(finding.help("write `import cf from 'cloudfront'` at the top"));
                }
                if !MODULES.contains(&module) {
                    return self.unknown_module(module, span);
                }
                let row =
                    FEATURES.iter().find(|row| matches!(row.place, Place::Module(names) if names.contains(&module)));
                if let Some(row) = row {
                    self.tell_of(row, module, span);
                }
            }
            Kind::Name { name, binding: None } if name == "RegExp" => self.flags(arguments),
            Kind::Member { object, name, .. } if name == "log" => {
                let console = matches!(facts.kind(*object), Kind::Name { name, binding: None } if name == "console");
                if let (true, [_, second, ..]) = (console, arguments) {
                    let end = arguments.last().map_or(0, |last| facts.span(*last).end);
                    self.tell("console_arguments", "", facts.span(*second).start..end);
                }
            }
            _ => {}
        }
    }

    /// The flags of a regular expression that is made of texts.
    fn flags(&mut self, arguments: &[ExpressionId]) {
        let facts = self.subject.facts;
        let [_, flags] = arguments else { return };
        let span = facts.span(*flags);
        for flag in facts.text(*flags).unwrap_or_default().chars() {
            match flag {
                'y' => self.tell("regex_flag_y", "", span.clone()),
                's' | 'u' | 'd' | 'v' => self.tell("regex_flags", "", span.clone()),
                _ => {}
            }
        }
    }
}
