//! Tags of either kind of resource, by ARN. Tagging moves no version.

use super::{Account, Answer, Function, refuse};
use connfn::limits::TAGS_MAX;
use connfn::operation::{ListTags, ObservedTag, ObservedTags, Response, ServiceError, TagResource, UntagResource};
use std::collections::{BTreeMap, BTreeSet};

impl Account {
    pub(super) fn tag(&mut self, input: &TagResource<String>) -> Answer {
        let tags = self.tags_of(&input.resource)?;
        let given = input.tags.items.iter().map(|tag| &tag.key);
        if given.chain(tags.keys()).collect::<BTreeSet<_>>().len() > TAGS_MAX {
            return Err(refuse("InvalidTagging", "the resource would have too many tags"));
        }
        tags.extend(input.tags.items.iter().map(|tag| (tag.key.clone(), tag.value.clone())));
        Ok(Response::default())
    }

    pub(super) fn untag(&mut self, input: &UntagResource<String>) -> Answer {
        let tags = self.tags_of(&input.resource)?;
        tags.retain(|key, _| !input.tag_keys.items.contains(key));
        Ok(Response::default())
    }

    pub(super) fn list_tags(&mut self, input: &ListTags<String>) -> Answer {
        let tags = self.tags_of(&input.resource)?.iter();
        let items = tags.map(|(key, value)| ObservedTag { key: key.clone(), value: Some(value.clone()) }).collect();
        Ok(Response { tags: Some(ObservedTags { items: Some(items) }), ..Response::default() })
    }

    fn tags_of(&mut self, arn: &str) -> Result<&mut BTreeMap<String, String>, ServiceError> {
        let function = self.functions.iter_mut().find(|(id, _)| Function::arn(id) == arn).map(|(_, f)| &mut f.tags);
        let store = self.stores.values_mut().find(|store| store.arn() == arn).map(|store| &mut store.tags);
        function.or(store).ok_or_else(|| refuse("NoSuchResource", "there is no such resource"))
    }
}
