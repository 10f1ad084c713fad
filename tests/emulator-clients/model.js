// The API model, and whether an element is what it says.

import { readFileSync } from 'node:fs';

export const api = JSON.parse(readFileSync(new URL('cloudfront-api.json', import.meta.url)));

/** Members of a structure that travel in the body, by their element names. */
function bodyMembers(shape) {
  const members = Object.entries(shape.members).filter(([, member]) => !member.location);
  return new Map(members.map(([name, member]) => [member.locationName ?? name, { name, ...member }]));
}

/** Everything in which `element` differs from the shape, as a list of sentences. */
export function problems(element, shapeName, path = element.name) {
  const shape = api.shapes[shapeName];
  if (shape.type === 'structure') {
    const members = bodyMembers(shape);
    const found = element.children.flatMap((one) => {
      const member = members.get(one.name);
      if (member) return problems(one, member.shape, `${path}/${one.name}`);
      // A note says that the copy of the model leaves members of this shape out.
      return shape.note ? [] : [`${path} has an unknown member ${one.name}`];
    });
    const names = element.children.map((one) => one.name);
    if (new Set(names).size !== names.length) found.push(`${path} has a member twice`);
    for (const [name, member] of members) {
      if (shape.required?.includes(member.name) && !names.includes(name)) {
        found.push(`${path} lacks ${name}`);
      }
    }
    if (element.text.trim()) found.push(`${path} holds text`);
    if (names.includes('Quantity') && members.has('Items')) {
      const quantity = Number(element.children.find((one) => one.name === 'Quantity').text);
      const items = element.children.find((one) => one.name === 'Items')?.children.length ?? 0;
      if (quantity !== items) found.push(`${path} has ${items} items but says ${quantity}`);
    }
    return found;
  }
  if (shape.type === 'list') {
    const name = shape.member.locationName ?? 'member';
    return element.children.flatMap((one, at) =>
      one.name === name
        ? problems(one, shape.member.shape, `${path}[${at}]`)
        : [`${path} has an item ${one.name} instead of ${name}`],
    );
  }
  if (element.children.length > 0) return [`${path} has members but is a ${shape.type}`];
  return scalar(element.text, shape) ? [] : [`${path} is no ${shapeName}: ${element.text}`];
}

function scalar(text, shape) {
  switch (shape.type) {
    case 'integer':
      return /^-?\d+$/.test(text);
    case 'boolean':
      return text === 'true' || text === 'false';
    case 'timestamp':
      return /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/.test(text) && !Number.isNaN(Date.parse(text));
    case 'string':
      return (
        (!shape.enum || shape.enum.includes(text)) &&
        (!shape.pattern || new RegExp(`^(?:${shape.pattern})$`, shape.pattern.includes('\\p') ? 'u' : '').test(text)) &&
        (shape.min === undefined || [...text].length >= shape.min) &&
        (shape.max === undefined || [...text].length <= shape.max)
      );
    default:
      throw new Error(`a ${shape.type} is not expected in a response`);
  }
}

/** What a successful response of an operation must look like. */
export function expected(operation) {
  const { http, output } = api.operations[operation];
  if (!output) return { status: http.responseCode, headers: [] };
  const shape = api.shapes[output];
  const headers = Object.values(shape.members)
    .filter((member) => member.location === 'header')
    .map((member) => member.locationName.toLowerCase());
  const payload = shape.payload && shape.members[shape.payload];
  if (payload && api.shapes[payload.shape].type === 'blob') {
    return { status: http.responseCode, headers, raw: true };
  }
  return {
    status: http.responseCode,
    headers,
    root: payload ? (payload.locationName ?? payload.shape) : output,
    shape: payload ? payload.shape : output,
  };
}
