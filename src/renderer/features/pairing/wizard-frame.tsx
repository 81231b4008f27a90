import type { ReactNode } from "react";

interface WizardFrameProps {
  readonly titleId: string;
  readonly title: string;
  readonly text?: string;
  readonly children?: ReactNode;
  /** Links on one side, buttons on the other. */
  readonly links?: ReactNode;
  readonly actions: ReactNode;
}

/** The shape that every page of the wizard has. */
export function WizardFrame({ titleId, title, text, children, links, actions }: WizardFrameProps) {
  return (
    <>
      <div className="wizard-head">
        <h1 id={titleId}>{title}</h1>
        {text !== undefined && <p className="quiet">{text}</p>}
      </div>
      <div className="wizard-body">{children}</div>
      <footer className="wizard-foot">
        <div className="wizard-links">{links}</div>
        <div className="wizard-actions">{actions}</div>
      </footer>
    </>
  );
}
