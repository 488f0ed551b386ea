// What a test asks the page: whether everything is drawn, and what went wrong on the way.
interface Report {
  ready: boolean;
  errors: string[];
}

declare global {
  interface Window {
    landbridge: Report;
  }
}

let pending = 0;

export function listen(): void {
  const report: Report = { ready: false, errors: [] };
  window.landbridge = report;
  addEventListener("error", (event) => report.errors.push(event.message));
  addEventListener("unhandledrejection", (event) => report.errors.push(String(event.reason)));
  addEventListener("securitypolicyviolation", (event) => report.errors.push(`${event.violatedDirective}: ${event.blockedURI}`));
}

/** Announce a drawing; call the result when it is done. */
export function drawing(): () => void {
  pending += 1;
  window.landbridge.ready = false;
  let done = false;
  return () => {
    if (done) return;
    done = true;
    pending -= 1;
    requestAnimationFrame(() => {
      if (pending === 0) window.landbridge.ready = true;
    });
  };
}
