import { createElement as h, useEffect, useMemo, useState } from "react";
import { useCombobox } from "downshift";

const plain = (text) => text.normalize("NFD").replace(/\p{Diacritic}/gu, "").toLowerCase();

/* A list one searches by typing. options: [[value, label], …]. Posts `name` = value like a select. */
export function Combobox({
  id, name, options = [], value, defaultValue = "", placeholder, emptyText, required, disabled, invalid, describedBy,
  inputClass, listClass, optionClass, onValueChange,
}) {
  const items = useMemo(() => options.map(([key, label]) => ({ key, label, words: plain(label) })), [options]);
  const find = (key) => items.find((item) => item.key === key) ?? null;
  const [chosen, setChosen] = useState(value ?? defaultValue);
  const selected = find(value ?? chosen);
  const [typed, setTyped] = useState(null);
  const shown = useMemo(() => {
    const wanted = plain(typed ?? "").split(" ").filter(Boolean);
    return items.filter((item) => wanted.every((word) => item.words.includes(word))).slice(0, 100);
  }, [items, typed]);

  const box = useCombobox({
    id,
    inputId: id,
    items: shown,
    itemToString: (item) => item?.label ?? "",
    selectedItem: selected,
    onInputValueChange: ({ inputValue, type }) => {
      if (type === useCombobox.stateChangeTypes.InputChange) setTyped(inputValue);
    },
    onSelectedItemChange: ({ selectedItem }) => {
      setTyped(null);
      setChosen(selectedItem?.key ?? "");
      onValueChange?.(selectedItem?.key ?? "");
    },
    onIsOpenChange: ({ isOpen }) => {
      if (!isOpen) setTyped(null);
    },
    stateReducer: (state, { type, changes }) => {
      const { InputBlur, InputKeyDownEscape } = useCombobox.stateChangeTypes;
      // Downshift lets Escape keep what was typed, and a second one empty the choice.
      if (type === InputKeyDownEscape) return { ...changes, selectedItem: selected, inputValue: selected?.label ?? "" };
      if (type !== InputBlur) return changes;
      return { ...changes, inputValue: (changes.selectedItem ?? selected)?.label ?? "" };
    },
  });
  const { setInputValue } = box;
  const label = selected?.label ?? "";
  useEffect(() => setInputValue(label), [label, setInputValue]);

  const rows = shown.map((item, index) =>
    h("li", { key: item.key, className: optionClass, ...box.getItemProps({ item, index }) }, item.label),
  );
  const nothing = h("li", { className: "px-3 py-2.5 text-mute", role: "presentation" }, emptyText);
  return h(
    "div",
    { className: "relative" },
    h("input", {
      ...box.getInputProps({ disabled, onFocus: (event) => event.target.select() }),
      className: inputClass, placeholder, required,
      autoComplete: "off",
      "aria-invalid": invalid || undefined,
      "aria-describedby": describedBy || undefined,
      "aria-labelledby": undefined,
    }),
    h("input", { type: "hidden", name, value: selected?.key ?? "" }),
    h(
      "ul",
      { ...box.getMenuProps({ "aria-label": placeholder, "aria-labelledby": undefined }), className: listClass, hidden: !box.isOpen },
      box.isOpen && (rows.length > 0 ? rows : nothing),
    ),
  );
}
