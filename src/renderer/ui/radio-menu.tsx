import { Check, type LucideIcon } from "lucide-react";
import { type KeyboardEvent, useEffect, useId, useRef, useState } from "react";

export interface RadioChoice {
  readonly id: string;
  readonly name: string;
}

export interface RadioGroup {
  readonly title: string;
  readonly choices: readonly RadioChoice[];
  readonly selectedId: string | null;
  readonly onChoose: (id: string) => void;
}

interface RadioMenuProps {
  readonly label: string;
  readonly icon: LucideIcon;
  readonly groups: readonly RadioGroup[];
}

/** The item that a key leads to, round and round; a letter leads to the next that begins with it. */
function itemFor(items: readonly HTMLElement[], key: string): HTMLElement | undefined {
  const at = items.indexOf(document.activeElement as HTMLElement);
  if (key === "ArrowDown") return items[(at + 1) % items.length];
  if (key === "ArrowUp") return items.at(at <= 0 ? -1 : at - 1);
  if (key === "Home") return items[0];
  if (key === "End") return items.at(-1);
  if (key.length !== 1 || key === " ") return undefined;
  const letter = key.toLocaleLowerCase();
  const begins = (item: HTMLElement): boolean =>
    (item.textContent ?? "").trim().toLocaleLowerCase().startsWith(letter);
  return [...items.slice(at + 1), ...items.slice(0, at + 1)].find(begins);
}

/** A button that opens groups of which one choice each is taken. */
export function RadioMenu({ label, icon: Icon, groups }: RadioMenuProps) {
  const [open, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const menuId = useId();
  const close = (): void => {
    setOpen(false);
    button.current?.focus();
  };
  return (
    <div className="radio-menu">
      <button
        ref={button}
        type="button"
        className="icon-button"
        aria-label={label}
        title={label}
        aria-haspopup="menu"
        aria-expanded={open}
        aria-controls={open ? menuId : undefined}
        onClick={() => setOpen(!open)}
        onKeyDown={(event) => {
          if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
          event.preventDefault();
          event.stopPropagation();
          setOpen(true);
        }}
      >
        <Icon aria-hidden="true" />
      </button>
      {open && <Menu id={menuId} label={label} groups={groups} onClose={close} />}
    </div>
  );
}

interface MenuProps {
  readonly id: string;
  readonly label: string;
  readonly groups: readonly RadioGroup[];
  readonly onClose: () => void;
}

function Menu({ id, label, groups, onClose }: MenuProps) {
  const menu = useRef<HTMLDivElement>(null);
  const items = (): HTMLElement[] => [
    ...(menu.current?.querySelectorAll<HTMLElement>("[role=menuitemradio]") ?? []),
  ];
  useEffect(() => {
    const all = menu.current?.querySelectorAll<HTMLElement>("[role=menuitemradio]") ?? [];
    const taken = [...all].find((item) => item.getAttribute("aria-checked") === "true");
    (taken ?? all[0])?.focus();
  }, []);
  const onKeyDown = (event: KeyboardEvent): void => {
    // The remote's own keys rest while the menu is open.
    event.stopPropagation();
    if (event.key === "Escape" || event.key === "Tab") {
      event.preventDefault();
      onClose();
      return;
    }
    const next = itemFor(items(), event.key);
    if (next === undefined) return;
    event.preventDefault();
    next.focus();
  };
  return (
    <>
      <div className="menu-cover" aria-hidden="true" onPointerDown={onClose} />
      <div
        ref={menu}
        id={id}
        role="menu"
        tabIndex={-1}
        aria-label={label}
        className="menu-pop"
        onKeyDown={onKeyDown}
      >
        {groups.map((group) => (
          <MenuGroup key={group.title} group={group} onClose={onClose} />
        ))}
      </div>
    </>
  );
}

function MenuGroup({ group, onClose }: { readonly group: RadioGroup; onClose: () => void }) {
  const id = useId();
  return (
    <fieldset aria-labelledby={id}>
      <h3 id={id}>{group.title}</h3>
      {group.choices.map((choice) => {
        const taken = choice.id === group.selectedId;
        return (
          <button
            key={choice.id}
            type="button"
            role="menuitemradio"
            aria-checked={taken}
            tabIndex={-1}
            className="menu-choice"
            onClick={() => {
              group.onChoose(choice.id);
              onClose();
            }}
          >
            <Check aria-hidden="true" />
            {choice.name}
          </button>
        );
      })}
    </fieldset>
  );
}
