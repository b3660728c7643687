/*
 * What two scripts share, the admin's controllers and that of public pages: a box that says how what
 * was typed is understood, one that counts the characters left, one that weighs a file. None ever
 * rewrites nor cuts.
 */
(() => {
  const QUIET_MS = 800;

  function describe(input, id, present) {
    const ids = new Set((input.getAttribute('aria-describedby') || '').split(/\s+/).filter(Boolean));
    if (present) ids.add(id);
    else ids.delete(id);
    if (ids.size) input.setAttribute('aria-describedby', [...ids].join(' '));
    else input.removeAttribute('aria-describedby');
  }

  class TypedBox {
    constructor({ input, said, picker, native, url, kind }) {
      Object.assign(this, { input, said, picker, native, url, kind });
      this.said.id ||= `${input.id || input.name}-said`;
      if (picker && 'showPicker' in HTMLInputElement.prototype) picker.hidden = false;
      this.asked = null;
    }

    /* While one types, what was said of the former text is not true any more. */
    forget() {
      this.asked?.abort();
      this.asked = null;
      this.say('', false);
    }

    async read() {
      this.forget();
      const typed = this.input.value;
      if (!typed.trim()) return null;
      const asked = new AbortController();
      this.asked = asked;
      try {
        const answer = await fetch(this.url, {
          method: 'POST',
          body: new URLSearchParams({ kind: this.kind, typed }),
          signal: asked.signal,
        });
        const type = answer.headers.get('content-type') || '';
        if (!answer.ok || !type.startsWith('application/json')) return null;
        const found = await answer.json();
        if (asked.signal.aborted || this.input.value !== typed) return null;
        this.say(found.refused || (found.said && `= ${found.said}`) || '', Boolean(found.refused));
        if (this.native) this.native.value = found.iso || '';
        return found;
      } catch {
        /* Away: the server reads the text when the form is sent. */
        return null;
      }
    }

    say(text, refused) {
      this.said.textContent = text;
      this.said.classList.toggle('psf-typed__said--refused', refused);
      if (refused) this.input.setAttribute('aria-invalid', 'true');
      else this.input.removeAttribute('aria-invalid');
      describe(this.input, this.said.id, Boolean(text));
    }

    pick() {
      try {
        this.native.showPicker();
      } catch {
        this.input.focus();
      }
    }

    /* The picker proposes; its day takes the place of the text, in the plain form. */
    async take() {
      if (!this.native.value) return;
      this.input.value = this.native.value;
      const found = await this.read();
      if (found?.plain) {
        this.input.value = found.plain;
        this.say('', false);
      }
      this.input.dispatchEvent(new Event('change', { bubbles: true }));
      this.input.focus();
    }
  }

  class LimitCount {
    constructor(input, limit) {
      Object.assign(this, { input, limit, wait: null });
      this.shown = document.createElement('span');
      this.shown.className = 'psf-limit';
      this.shown.id = `${input.id || input.name}-limit`;
      this.shown.hidden = true;
      /* Read out when one stops typing, not at each letter. */
      this.status = document.createElement('span');
      this.status.className = 'psf-limit__status';
      this.status.setAttribute('role', 'status');
      input.after(this.shown, this.status);
      if (this.left() < 0) this.count();
    }

    /* As the server counts: characters, ends of line as two, nothing at either end. */
    left() {
      const text = this.input.value.trim().replace(/\r?\n/g, '\r\n');
      return this.limit - [...text].length;
    }

    count() {
      const left = this.left();
      const number = Math.abs(left);
      const many = number > 1 ? 's' : '';
      const text =
        left < 0
          ? `${number} caractère${many} de trop : raccourcissez, rien n’est coupé.`
          : `${number} caractère${many} restant${many}`;
      this.shown.hidden = false;
      this.shown.textContent = text;
      this.shown.classList.toggle('psf-limit--over', left < 0);
      if (left < 0) this.input.setAttribute('aria-invalid', 'true');
      else if (this.wasOver) this.input.removeAttribute('aria-invalid');
      this.wasOver = left < 0;
      describe(this.input, this.shown.id, true);
      clearTimeout(this.wait);
      this.wait = setTimeout(() => {
        this.status.textContent = text;
      }, QUIET_MS);
    }

    remove() {
      clearTimeout(this.wait);
      describe(this.input, this.shown.id, false);
      this.shown.remove();
      this.status.remove();
    }
  }

  /* A file beyond the limit is told before it is sent: a long wait, or a connection that closes. */
  class FileWeight {
    constructor(input, limit) {
      Object.assign(this, { input, limit });
      this.said = document.createElement('span');
      this.said.className = 'psf-limit psf-limit--over';
      this.said.id = `${input.id || input.name}-weight`;
      this.said.setAttribute('role', 'status');
      input.after(this.said);
    }

    weigh() {
      const [file] = this.input.files;
      const heavy = Boolean(file) && file.size > this.limit;
      const weight = heavy && Math.max(1, Math.round(file.size / 1e6));
      this.said.textContent = heavy
        ? `Ce fichier pèse ${weight} Mo : la limite est de ${Math.floor(this.limit / 1e6)} Mo.`
        : '';
      if (heavy) this.input.setAttribute('aria-invalid', 'true');
      else this.input.removeAttribute('aria-invalid');
      describe(this.input, this.said.id, heavy);
    }

    remove() {
      describe(this.input, this.said.id, false);
      this.said.remove();
    }
  }

  window.psfBoxes = { TypedBox, LimitCount, FileWeight };
})();
