// The page's address: `#zh` or `#en`, and after a stroke the section it was opened at, such as `#zh/corridor`.
import { useEffect, useState } from "preact/hooks";
import type { Language } from "./payload";

interface Address {
  language: Language | null;
  section: string | null;
}

function read(): Address {
  const [language = "", section = ""] = decodeURIComponent(location.hash.slice(1)).split("/");
  return { language: language === "en" || language === "zh" ? language : null, section: section || null };
}

export function useAddress(otherwise: Language) {
  const [address, setAddress] = useState(read);
  useEffect(() => {
    const change = (): void => setAddress(read());
    addEventListener("hashchange", change);
    return () => removeEventListener("hashchange", change);
  }, []);
  const speak = (language: Language): void => {
    history.replaceState(null, "", `#${language}`);
    setAddress({ language, section: null });
  };
  return { language: address.language ?? otherwise, section: address.section, speak };
}
