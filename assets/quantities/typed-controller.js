/* Says beside a box how what was typed is understood (boxes.js); a picker proposes by its button. */
class TypedController extends window.StimulusModule.Controller {
  static targets = ['said', 'picker', 'native', 'button'];

  static values = { url: String, kind: String };

  connect() {
    this.box = new window.psfBoxes.TypedBox({
      input: this.element.querySelector('input[name]'),
      said: this.saidTarget,
      picker: this.hasPickerTarget ? this.pickerTarget : null,
      native: this.hasNativeTarget ? this.nativeTarget : null,
      url: this.urlValue,
      kind: this.kindValue,
    });
  }

  disconnect() {
    this.box.forget();
  }

  forget({ target }) {
    if (target === this.box.input) this.box.forget();
  }

  read({ target }) {
    if (target === this.box.input) this.box.read();
    else this.box.take();
  }

  pick() {
    this.box.pick();
  }
}

window.wagtail.app.register('psf-typed', TypedController);
