package dev.stackyn.identity.adapters.http;

import dev.stackyn.identity.domain.Browser;
import dev.stackyn.identity.domain.CodeLetters;
import dev.stackyn.identity.domain.Email;
import dev.stackyn.identity.domain.Grant;
import dev.stackyn.identity.domain.OneTimeCode;
import dev.stackyn.identity.domain.Passes;
import dev.stackyn.identity.domain.Password;
import dev.stackyn.identity.domain.SignIn;
import dev.stackyn.identity.domain.Visitor;
import dev.stackyn.kernel.Access;
import dev.stackyn.kernel.Refusal;
import dev.stackyn.kernel.Secret;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Optional;

/** The ways in. */
@Access(Access.Rule.PUBLIC)
@Controller("/api/auth")
@ExecuteOn(TaskExecutors.BLOCKING)
@Tag(name = "Authentication")
class SignInController {
  private static final String COOKIE = "cookie";
  private static final String SESSION =
      "With \"cookie\" the session is kept in a cookie that no script can read, and the answer holds"
          + " no token. Only for pages of this platform.";

  private final CodeLetters letters;
  private final SignIn signIn;
  private final Passes passes;

  SignInController(CodeLetters letters, SignIn signIn, Passes passes) {
    this.letters = letters;
    this.signIn = signIn;
    this.passes = passes;
  }

  /** Where the code goes. */
  @Serdeable
  @Schema(name = "SendOtp")
  record SendOtpBody(@Schema(example = "ada@example.com") @Nullable String email) {}

  /** The code that came. */
  @Serdeable
  @Schema(name = "VerifyOtp")
  record VerifyOtpBody(
      @Schema(example = "ada@example.com") @Nullable String email,
      @Schema(example = "123456") @Nullable String otp,
      @Schema(description = "Sets the account's password.", example = "correct horse battery")
          @Nullable
          String password,
      @Schema(description = "The second factor's code, where it is on.", example = "654321")
          @Nullable
          String totp) {}

  /** A password or a code; the password wins when both are there. */
  @Serdeable
  @Schema(name = "Login")
  record LoginBody(
      @Schema(example = "ada@example.com") @Nullable String email,
      @Schema(example = "correct horse battery") @Nullable String password,
      @Schema(example = "123456") @Nullable String otp,
      @Schema(description = "The second factor's code, where it is on.", example = "654321")
          @Nullable
          String totp) {}

  @Post("/send-otp")
  @Operation(operationId = "sendOtp", summary = "Send a one-time code to an e-mail address")
  MessageAnswer sendOtp(@Body SendOtpBody body, @Parameter(hidden = true) Visitor visitor) {
    letters.sendSignInCode(Email.of(body.email), visitor);
    return new MessageAnswer("OTP sent to email");
  }

  @Post("/verify-otp")
  @Operation(operationId = "verifyOtp", summary = "Sign up, or in, with a one-time code")
  HttpResponse<GrantAnswer> verifyOtp(
      @Body VerifyOtpBody body,
      @Parameter(description = SESSION, example = COOKIE) @QueryValue @Nullable String session,
      @Parameter(hidden = true) Browser browser,
      @Parameter(hidden = true) Visitor visitor) {
    boolean inCookie = inCookie(session, browser);
    Grant grant =
        signIn.verify(
            Email.of(body.email),
            OneTimeCode.of(body.otp),
            said(body.totp),
            said(body.password).map(Password::of),
            visitor);
    return inCookie ? kept(grant, browser) : HttpResponse.ok(GrantAnswer.of(grant));
  }

  @Post("/login")
  @Operation(operationId = "login", summary = "Sign in with a password or a one-time code")
  HttpResponse<GrantAnswer> login(
      @Body LoginBody body,
      @Parameter(description = SESSION, example = COOKIE) @QueryValue @Nullable String session,
      @Parameter(hidden = true) Browser browser,
      @Parameter(hidden = true) Visitor visitor) {
    boolean inCookie = inCookie(session, browser);
    Email email = Email.of(body.email);
    Optional<Secret> password = said(body.password).map(Secret::new);
    Optional<OneTimeCode> code =
        password.isPresent() ? Optional.empty() : said(body.otp).map(OneTimeCode::of);
    if (password.isEmpty() && code.isEmpty()) {
      throw Refusal.invalid("password", "Either password or OTP is required");
    }
    Grant grant = signIn.login(new SignIn.Attempt(email, password, code, said(body.totp)), visitor);
    return inCookie ? kept(grant, browser) : HttpResponse.ok(GrantAnswer.of(grant));
  }

  /**
   * Who may ask for a cookie: only our own pages, or somebody else's could sign a browser in as
   * whom it likes. Checked before the code is spent.
   */
  private static boolean inCookie(@Nullable String session, Browser browser) {
    if (session == null) {
      return false;
    }
    if (!session.equals(COOKIE)) {
      throw Refusal.invalid("session", "must be \"cookie\", or be left out");
    }
    browser.requireOurPage();
    return true;
  }

  private HttpResponse<GrantAnswer> kept(Grant grant, Browser browser) {
    return HttpResponse.ok(GrantAnswer.kept(grant))
        .header("Set-Cookie", browser.keeping(passes.cookie(grant), Passes.COOKIE));
  }

  /** An empty text says nothing. */
  private static Optional<String> said(@Nullable String text) {
    return Optional.ofNullable(text).filter(said -> !said.isEmpty());
  }
}
