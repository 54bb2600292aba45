import { accountWords } from "./account-words";

it.each([
  ["payments-prod", "payments-prod (444444444444)"],
  [undefined, "444444444444"],
  [" ", "444444444444"],
  ["444444444444", "444444444444"],
])("names an account called %p", (name, words) => {
  expect(accountWords({ account: "444444444444", name })).toBe(words);
});
