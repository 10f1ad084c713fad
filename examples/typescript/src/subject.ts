/** A certificate's subject, such as `CN=device-1.example.com,OU=Devices,O=Example Corp`. */
export class Subject {
  readonly #attributes: readonly (readonly string[])[];

  private constructor(attributes: readonly (readonly string[])[]) {
    this.#attributes = attributes;
  }

  static parse(text: string): Subject | undefined {
    // An escaped comma, or a plus, could hide one attribute inside another: no device of ours has such a subject.
    if (/["+\\]/.test(text)) return undefined;
    return new Subject(text.split(',').map((part) => part.trim().split('=')));
  }

  /** The value of an attribute, if the subject has it exactly once. */
  get(name: string): string | undefined {
    const values: string[] = [];
    for (const [key, ...value] of this.#attributes) {
      if (key === name) values.push(value.join('='));
    }
    return values.length === 1 ? values[0] : undefined;
  }
}
