// Whether Slack would take these blocks, and if not, what it complains about, in its own words with a pointer to the place.
import { blockShapes, confirmShape, elementShapes, limits, type Shape } from "./block-limits";
import { isRecord } from "./read-arguments";

type Fields = Readonly<Record<string, unknown>>;

/** The complaints about a message's blocks; none means that Slack takes them. */
export function complaintsAbout(blocks: readonly unknown[]): string[] {
  if (blocks.length > limits.blocks)
    return [`no more than ${limits.blocks} items allowed [json-pointer:/blocks]`];
  const blockIds = blocks.map((block) => (isRecord(block) ? block.block_id : undefined));
  return blocks.flatMap((block, index) => {
    const at = `/blocks/${index}`;
    const twice = blockIds[index] !== undefined && blockIds.indexOf(blockIds[index]) !== index;
    return [
      ...complaintsAboutBlock(block, at),
      ...(twice ? [`\`block_id\` must be unique [json-pointer:${at}/block_id]`] : []),
    ];
  });
}

/** How many characters all texts of the blocks have together. */
export function lengthOfTexts(value: unknown): number {
  if (Array.isArray(value)) return value.reduce((sum: number, item) => sum + lengthOfTexts(item), 0);
  if (!isRecord(value)) return 0;
  return Object.entries(value).reduce(
    (sum, [name, inner]) =>
      sum + (name === "text" && typeof inner === "string" ? inner.length : lengthOfTexts(inner)),
    0,
  );
}

function complaintsAboutBlock(block: unknown, at: string): string[] {
  if (!isRecord(block)) return [`must be an object [json-pointer:${at}]`];
  const shape = shapeOf(blockShapes, block.type);
  if (!shape) return [`unsupported type: ${String(block.type)} [json-pointer:${at}/type]`];
  return [
    ...complaintsAboutShape(block, { ...shape, optional: [...shape.optional, "block_id"] }, at),
    ...complaintsAboutText(block.block_id, limits.blockId, `${at}/block_id`),
    ...complaintsAboutContent(block, at),
  ];
}

function complaintsAboutContent(block: Fields, at: string): string[] {
  switch (block.type) {
    case "header":
      return complaintsAboutTextObject(block.text, limits.header, `${at}/text`, ["plain_text"]);
    case "section":
      return complaintsAboutSection(block, at);
    case "context":
      return complaintsAboutList(
        block.elements,
        1,
        limits.contextElements,
        `${at}/elements`,
        (item, place) =>
          isRecord(item) && item.type === "image"
            ? complaintsAboutElement(item, place)
            : complaintsAboutTextObject(item, limits.contextText, place),
      );
    case "actions":
      return complaintsAboutList(
        block.elements,
        1,
        limits.actionElements,
        `${at}/elements`,
        complaintsAboutElement,
      );
    case "image":
      return complaintsAboutImage(block, at);
    case "markdown":
      return complaintsAboutText(block.text, limits.markdown, `${at}/text`);
    default:
      return [];
  }
}

function complaintsAboutSection(section: Fields, at: string): string[] {
  const { text, fields, accessory } = section;
  if (text === undefined && fields === undefined)
    return [`missing required field: text [json-pointer:${at}]`];
  return [
    ...(text === undefined ? [] : complaintsAboutTextObject(text, limits.section, `${at}/text`)),
    ...(fields === undefined
      ? []
      : complaintsAboutList(fields, 1, limits.fields, `${at}/fields`, (field, place) =>
          complaintsAboutTextObject(field, limits.field, place),
        )),
    ...(accessory === undefined ? [] : complaintsAboutElement(accessory, `${at}/accessory`)),
  ];
}

function complaintsAboutElement(element: unknown, at: string): string[] {
  if (!isRecord(element)) return [`must be an object [json-pointer:${at}]`];
  const shape = shapeOf(elementShapes, element.type);
  if (!shape) return [`unsupported type: ${String(element.type)} [json-pointer:${at}/type]`];
  const problems = complaintsAboutShape(element, shape, at);
  if (element.type === "image") return [...problems, ...complaintsAboutImage(element, at)];
  if (element.type !== "button") return problems;
  return [
    ...problems,
    ...complaintsAboutTextObject(element.text, limits.buttonText, `${at}/text`, ["plain_text"]),
    ...complaintsAboutText(element.action_id, limits.actionId, `${at}/action_id`),
    ...complaintsAboutText(element.value, limits.buttonValue, `${at}/value`),
    ...complaintsAboutUrl(element.url, `${at}/url`),
    ...complaintsAboutStyle(element.style, `${at}/style`),
    ...complaintsAboutConfirm(element.confirm, `${at}/confirm`),
  ];
}

function complaintsAboutConfirm(dialog: unknown, at: string): string[] {
  if (dialog === undefined) return [];
  if (!isRecord(dialog)) return [`must be an object [json-pointer:${at}]`];
  const { title, text, confirm, deny, style } = dialog;
  return [
    ...complaintsAboutShape(dialog, confirmShape, at),
    ...complaintsAboutTextObject(title, limits.confirmTitle, `${at}/title`, ["plain_text"]),
    ...complaintsAboutTextObject(text, limits.confirmText, `${at}/text`),
    ...complaintsAboutTextObject(confirm, limits.confirmChoice, `${at}/confirm`, ["plain_text"]),
    ...complaintsAboutTextObject(deny, limits.confirmChoice, `${at}/deny`, ["plain_text"]),
    ...complaintsAboutStyle(style, `${at}/style`),
  ];
}

function complaintsAboutStyle(style: unknown, at: string): string[] {
  const allowed = style === undefined || style === "primary" || style === "danger";
  return allowed ? [] : [`must be a valid enum value [json-pointer:${at}]`];
}

function complaintsAboutImage(image: Fields, at: string): string[] {
  return [
    ...complaintsAboutText(image.alt_text, limits.altText, `${at}/alt_text`),
    ...complaintsAboutUrl(image.image_url, `${at}/image_url`),
  ];
}

function complaintsAboutTextObject(
  value: unknown,
  limit: number,
  at: string,
  types: readonly string[] = ["plain_text", "mrkdwn"],
): string[] {
  if (value === undefined) return [];
  if (!isRecord(value)) return [`must be an object [json-pointer:${at}]`];
  if (!types.includes(String(value.type)))
    return [`unsupported type: ${String(value.type)} [json-pointer:${at}/type]`];
  const optional = value.type === "mrkdwn" ? ["type", "verbatim"] : ["type", "emoji"];
  return [
    ...complaintsAboutShape(value, { required: ["text"], optional }, at),
    ...complaintsAboutText(value.text, limit, `${at}/text`),
  ];
}

function complaintsAboutShape(value: Fields, shape: Shape, at: string): string[] {
  const known = new Set(["type", ...shape.required, ...shape.optional]);
  return [
    ...shape.required
      .filter((name) => value[name] === undefined || value[name] === null)
      .map((name) => `missing required field: ${name} [json-pointer:${at}]`),
    ...Object.keys(value)
      .filter((name) => !known.has(name))
      .map((name) => `invalid additional property: ${name} [json-pointer:${at}]`),
  ];
}

function complaintsAboutText(value: unknown, limit: number, at: string): string[] {
  if (value === undefined || value === null) return [];
  if (typeof value !== "string") return [`must be a string [json-pointer:${at}]`];
  if (value === "") return [`must be more than 0 characters [json-pointer:${at}]`];
  return value.length > limit ? [`must be less than ${limit + 1} characters [json-pointer:${at}]`] : [];
}

function complaintsAboutUrl(value: unknown, at: string): string[] {
  if (value === undefined) return [];
  if (typeof value === "string" && value.length <= limits.url && !/^(https?|mailto|slack):/.test(value))
    return [`must be a valid URL [json-pointer:${at}]`];
  return complaintsAboutText(value, limits.url, at);
}

function complaintsAboutList(
  value: unknown,
  least: number,
  most: number,
  at: string,
  complaintsAboutItem: (item: unknown, at: string) => string[],
): string[] {
  if (value === undefined) return [];
  if (!Array.isArray(value)) return [`must be an array [json-pointer:${at}]`];
  if (value.length < least) return [`no less than ${least} items allowed [json-pointer:${at}]`];
  if (value.length > most) return [`no more than ${most} items allowed [json-pointer:${at}]`];
  return value.flatMap((item, index) => complaintsAboutItem(item, `${at}/${index}`));
}

function shapeOf(shapes: Readonly<Record<string, Shape>>, type: unknown): Shape | undefined {
  return typeof type === "string" && Object.hasOwn(shapes, type) ? shapes[type] : undefined;
}
