// The keyboard of a tab list, as the ARIA practices describe it: one tab is in the page's tab order, arrows, Home and End
// move between tabs.

/** Makes `list` a tab list. `choose` is called with the tab that the user moves to, `remove` with one to be removed. */
export function tabKeys(list, { choose, remove }) {
  list.addEventListener('click', ({ target }) => {
    const tab = target.closest('[role=tab]');
    if (tab) choose(tab);
  });
  list.addEventListener('keydown', (event) => {
    const tabs = [...list.querySelectorAll('[role=tab]')];
    const at = tabs.indexOf(event.target);
    const to = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: tabs.length - 1 }[event.key];
    if (at < 0) return;
    if (to !== undefined) {
      event.preventDefault();
      const tab = tabs.at(to % tabs.length);
      choose(tab);
      // Choosing may have drawn the list anew.
      list.querySelector('[aria-selected=true]').focus();
    } else if (event.key === 'Delete' && remove) {
      event.preventDefault();
      remove(tabs[at]);
    }
  });
}

export function markSelected(list, selected) {
  for (const tab of list.querySelectorAll('[role=tab]')) {
    tab.setAttribute('aria-selected', tab === selected);
    tab.tabIndex = tab === selected ? 0 : -1;
  }
}
