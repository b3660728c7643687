/* What was refused comes into view, and is read out first. */
class ErrorFocusController extends window.StimulusModule.Controller {
  static targets = ['errors'];

  connect() {
    if (this.hasErrorsTarget) this.errorsTarget.focus();
  }
}

window.wagtail.app.register('psf-error-focus', ErrorFocusController);
