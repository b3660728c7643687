/*
 * Covers the page once the server has locked the session, and opens it again with the password: what
 * was typed stays behind. The server alone decides; without this file, the next request leads to the
 * page of the lock. Another tab where somebody works keeps all of them open.
 */
class IdleLockController extends window.StimulusModule.Controller {
  static targets = ['dialog', 'form', 'fields', 'password', 'codeField', 'code', 'error', 'over'];

  static values = { lockUrl: String, presenceUrl: String, seconds: Number };

  connect() {
    this.locked = false;
    this.told = Date.now();
    this.wait(this.secondsValue);
  }

  disconnect() {
    window.clearTimeout(this.timer);
  }

  wait(seconds) {
    window.clearTimeout(this.timer);
    this.timer = window.setTimeout(() => this.look(), (seconds + 1) * 1000);
  }

  /* At most once a minute: typing in a long form asks the server for nothing by itself. */
  active() {
    if (this.locked || Date.now() - this.told < 60000) return;
    this.told = Date.now();
    this.ask('POST');
  }

  look() {
    if (document.visibilityState === 'visible') this.ask('GET');
  }

  async ask(method) {
    let answer;
    try {
      answer = await fetch(this.presenceUrlValue, { method, headers: this.headers });
    } catch {
      this.wait(30);
      return;
    }
    if (answer.status === 401) this.cover({ signed_out: true });
    else if (answer.ok) this.follow(await answer.json());
  }

  follow(state) {
    if (state.locked) {
      this.cover(state);
      return;
    }
    this.renew(state.token);
    this.wait(state.seconds);
    this.uncover();
  }

  cover(state) {
    const over = Boolean(state.signed_out);
    this.locked = true;
    this.element.hidden = false;
    this.fieldsTarget.hidden = over;
    this.overTarget.hidden = !over;
    this.codeFieldTarget.hidden = !state.code_due;
    this.codeTarget.disabled = !state.code_due;
    this.codeTarget.required = Boolean(state.code_due);
    if (!this.dialogTarget.open) this.dialogTarget.showModal();
    window.clearTimeout(this.timer);
  }

  uncover() {
    if (!this.locked) return;
    this.locked = false;
    this.formTarget.reset();
    this.errorTarget.textContent = '';
    this.dialogTarget.close();
    this.element.hidden = true;
  }

  /* Escape would show the page; a browser closes a dialog all the same the second time. */
  stay(event) {
    event.preventDefault();
  }

  closed() {
    if (this.locked) this.dialogTarget.showModal();
  }

  async open(event) {
    event.preventDefault();
    const answer = await fetch(this.lockUrlValue, {
      method: 'POST',
      headers: this.headers,
      body: new FormData(this.formTarget),
    });
    if (answer.status === 401) {
      this.cover({ signed_out: true });
    } else if (answer.ok) {
      this.told = Date.now();
      this.follow(await answer.json());
    } else if (answer.status === 400) {
      const { errors } = await answer.json();
      this.errorTarget.textContent = Object.values(errors).flat().join(' ');
      this.passwordTarget.select();
    } else {
      this.errorTarget.textContent = 'Le serveur ne répond pas. Réessayez dans un instant.';
    }
  }

  /* A sign-in in another tab renewed it: the forms behind would be refused with the former. */
  renew(token) {
    this.token = token;
    document.querySelectorAll('input[name="csrfmiddlewaretoken"]').forEach((input) => {
      input.value = token;
    });
  }

  get headers() {
    const config = document.getElementById('wagtail-config');
    const token = this.token ?? JSON.parse(config.textContent).CSRF_TOKEN;
    return { Accept: 'application/json', 'X-CSRFToken': token };
  }
}

window.wagtail.app.register('psf-idle-lock', IdleLockController);
