/* Weighs a file as soon as it is chosen (boxes.js); the server refuses beyond. */
class WeightController extends window.StimulusModule.Controller {
  static values = { most: Number };

  connect() {
    this.box = new window.psfBoxes.FileWeight(this.element, this.mostValue);
  }

  disconnect() {
    this.box.remove();
  }

  weigh() {
    this.box.weigh();
  }
}

window.wagtail.app.register('psf-weight', WeightController);
