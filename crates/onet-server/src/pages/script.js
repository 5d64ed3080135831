// Suggests occupations while one types, counts ticked boxes, and keeps answers to the Interest Profiler in this browser.
// Every page works without it.
'use strict';
// The server may stand below a path of a public address.
const here = document.currentScript.src;
for (const field of document.querySelectorAll('input[data-suggest]')) {
  const list = document.getElementById(field.getAttribute('list'));
  let last = '', timer;
  field.addEventListener('input', () => {
    clearTimeout(timer);
    timer = setTimeout(async () => {
      const words = field.value.trim();
      if (words.length < 2 || words === last) return;
      last = words;
      const answer = await fetch(new URL('suggest?q=' + encodeURIComponent(words), here), {credentials: 'same-origin'});
      if (!answer.ok) return;
      const found = await answer.json();
      if (last !== words) return;
      list.replaceChildren(...found.map(({code, title}) => {
        const option = document.createElement('option');
        option.value = title;
        option.label = code;
        return option;
      }));
    }, 120);
  });
}
// The summary of what is wrong with a form.
document.querySelector('.errors')?.focus();
// Empty fields do not make the address longer.
for (const form of document.querySelectorAll('form:not([method=post])')) {
  form.addEventListener('formdata', ({formData}) => {
    for (const [name, value] of [...formData]) if (value === '') formData.delete(name);
  });
}
// Of the operators of a condition, those that go with the kind of its column.
for (const column of document.querySelectorAll('.condition select[id^=column]')) {
  const groups = column.parentElement.querySelectorAll('optgroup');
  const fit = () => {
    const kind = column.selectedOptions[0]?.dataset.kind;
    for (const group of groups) {
      const other = Boolean(kind && group.dataset.kind && group.dataset.kind !== kind);
      group.disabled = group.hidden = other;
      for (const option of group.children) if (other && option.selected) groups[0].firstElementChild.selected = true;
    }
  };
  column.addEventListener('change', fit);
  if (!column.hasAttribute('aria-invalid') && !document.querySelector('.errors')) fit();
}
for (const form of document.querySelectorAll('form[data-count]')) {
  const name = form.dataset.count;
  const shown = form.querySelector('[data-counted]');
  const count = () => {
    const ticked = form.querySelectorAll('input[name="' + name + '"]:checked').length;
    if (shown) shown.textContent = ticked + ' ticked';
  };
  for (const group of form.querySelectorAll('fieldset')) {
    const boxes = [...group.querySelectorAll('input[type=checkbox]')];
    if (boxes.length < 2) continue;
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'plain';
    button.textContent = 'Tick all in this group';
    button.addEventListener('click', () => {
      const all = boxes.every((box) => box.checked);
      for (const box of boxes) box.checked = !all;
      count();
    });
    group.append(button);
  }
  form.addEventListener('change', count);
  count();
}
for (const form of document.querySelectorAll('form[data-progress]')) {
  const total = Number(form.dataset.progress);
  const key = 'onet-profiler-' + total;
  const shown = form.querySelector('[data-answered]');
  const update = () => {
    const answers = {};
    for (const field of form.querySelectorAll('input[type=radio]:checked')) answers[field.name] = field.value;
    localStorage.setItem(key, JSON.stringify(answers));
    if (shown) shown.textContent = Object.keys(answers).length + ' of ' + total + ' answered';
  };
  const stored = JSON.parse(localStorage.getItem(key) || '{}');
  if (!form.querySelector('input[type=radio]:checked')) {
    for (const [name, value] of Object.entries(stored)) {
      const field = form.querySelector('input[name="' + CSS.escape(name) + '"][value="' + CSS.escape(value) + '"]');
      if (field) field.checked = true;
    }
  }
  form.addEventListener('change', update);
  form.addEventListener('keydown', (event) => {
    const group = event.target.closest('fieldset');
    if (!group || !/^[1-5]$/.test(event.key) || event.ctrlKey || event.altKey || event.metaKey) return;
    const field = group.querySelector('input[value="' + event.key + '"]');
    if (!field) return;
    event.preventDefault();
    field.checked = true;
    update();
    const next = group.nextElementSibling;
    const target = next && next.querySelector('input');
    if (target) target.focus();
  });
  form.addEventListener('submit', () => localStorage.removeItem(key));
  update();
}
