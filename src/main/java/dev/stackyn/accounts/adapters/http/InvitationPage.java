package dev.stackyn.accounts.adapters.http;

import dev.stackyn.accounts.domain.InvitationToken;
import dev.stackyn.identity.domain.Email;
import dev.stackyn.identity.domain.Password;

/** The page that invited people see. It is all in one piece, and runs no script. */
final class InvitationPage {
  /** Styles of its own, and a form that is sent to us. */
  static final String CONTENT_SECURITY_POLICY =
      "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; base-uri 'none';"
          + " frame-ancestors 'none'";

  private static final String FRAME =
      """
      <!doctype html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <title>Your Stackyn account</title>
      <style>
      body { font: 1rem/1.5 system-ui, sans-serif; color-scheme: light dark; max-width: 24rem; margin: 4rem auto; padding: 0 1rem }
      label, input, button { display: block; width: 100%%; box-sizing: border-box; font: inherit }
      input, button { margin: .25rem 0 1rem; padding: .5rem }
      [role=alert] { border-left: .25rem solid #c00; padding-left: .75rem }
      </style>
      </head>
      <body>
      <h1>Your Stackyn account</h1>
      %s
      </body>
      </html>
      """;

  private InvitationPage() {}

  /** Asks for a password; says what was wrong with the last one, if anything was. */
  static String form(InvitationToken token, String trouble) {
    String alert = trouble.isEmpty() ? "" : alert(trouble) + "\n";
    return FRAME.formatted(
        """
        %s<p>Choose a password of at least %d characters.</p>
        <form method="post" action="/api/auth/invitations">
        <input type="hidden" name="token" value="%s">
        <label for="password">Password</label>
        <input id="password" name="password" type="password" autocomplete="new-password" minlength="%d" maxlength="%d" required autofocus>
        <button>Set the password</button>
        </form>\
        """
            .formatted(
                alert,
                Password.SHORTEST,
                token.secret().reveal(),
                Password.SHORTEST,
                Password.LONGEST));
  }

  static String done(Email email) {
    return FRAME.formatted(
        "<p>The password is set. Sign in to Stackyn as <strong>"
            + escaped(email.value())
            + "</strong>, in the web app or with the command line.</p>");
  }

  static String refused(String why) {
    return FRAME.formatted(alert(why));
  }

  private static String alert(String text) {
    return "<p role=\"alert\">" + escaped(text) + "</p>";
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}
