"""gunicorn's own lines, of requests and of errors, scrubbed like ours: `--logger-class psf.web_log.WebLog`."""

from gunicorn.glogging import Logger

from psf.scrubbing import ScrubbingFormatter


class WebLog(Logger):
    """Whatever gunicorn was asked to log, addresses and referers that open something are named by
    their purpose."""

    def setup(self, cfg):
        super().setup(cfg)
        for log in (self.error_log, self.access_log):
            for handler in log.handlers:
                said = handler.formatter
                handler.setFormatter(
                    ScrubbingFormatter(said._fmt, said.datefmt) if said else ScrubbingFormatter()
                )
