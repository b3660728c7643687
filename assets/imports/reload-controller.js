/* While a file is read or written: show where it stands, every two seconds. */
class ReloadController extends window.StimulusModule.Controller {
  static values = { delay: { type: Number, default: 2000 } };

  connect() {
    this.timer = window.setTimeout(() => window.location.reload(), this.delayValue);
  }

  disconnect() {
    window.clearTimeout(this.timer);
  }
}

window.wagtail.app.register('psf-reload', ReloadController);
