// Collects the licences of what we ship and lists the packages.
import { collectLicences } from "./lib/licences.mjs";

for (const name of collectLicences()) console.log(name);
