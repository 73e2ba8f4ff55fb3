package dev.stackyn.accounts.adapters.http;

import dev.stackyn.accounts.domain.Acceptance;
import dev.stackyn.accounts.domain.InvitationToken;
import dev.stackyn.accounts.domain.Invitations;
import dev.stackyn.identity.domain.Password;
import dev.stackyn.identity.domain.User;
import dev.stackyn.kernel.Access;
import dev.stackyn.kernel.Refusal;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.Hidden;
import java.util.Map;

/**
 * Where the link in an invitation leads: a page with a form, which works in every browser and
 * without scripts. To open it changes nothing: mail programs do that by themselves.
 */
@Access(Access.Rule.PUBLIC)
@Controller("/api/auth/invitations")
@Hidden
@ExecuteOn(TaskExecutors.BLOCKING)
class InvitationPageController {
  private final Invitations invitations;
  private final Acceptance acceptance;

  InvitationPageController(Invitations invitations, Acceptance acceptance) {
    this.invitations = invitations;
    this.acceptance = acceptance;
  }

  @Get("/{token}")
  HttpResponse<String> page(String token) {
    return InvitationToken.parse(token)
        .filter(invitations::isGood)
        .map(good -> html(HttpResponse.ok(), InvitationPage.form(good, "")))
        .orElseGet(() -> refused(Invitations.refusal()));
  }

  @Post
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  HttpResponse<String> use(@Body Map<String, String> form) {
    InvitationToken token = InvitationToken.parse(field(form, "token")).orElse(null);
    if (token == null) {
      return refused(Invitations.refusal());
    }
    try {
      User user = acceptance.accept(token, Password.of(field(form, "password")));
      return html(HttpResponse.ok(), InvitationPage.done(user.email()));
    } catch (Refusal e) {
      return invitations.isGood(token)
          ? html(status(e), InvitationPage.form(token, e.text()))
          : refused(e);
    }
  }

  private static HttpResponse<String> refused(Refusal why) {
    return html(status(why), InvitationPage.refused(why.text()));
  }

  private static MutableHttpResponse<String> status(Refusal why) {
    return HttpResponse.<String>ok().status(why.code().status());
  }

  private static HttpResponse<String> html(MutableHttpResponse<String> response, String page) {
    return response
        .body(page)
        .contentType(MediaType.of("text/html;charset=utf-8"))
        .header("Content-Security-Policy", InvitationPage.CONTENT_SECURITY_POLICY);
  }

  private static String field(Map<String, String> form, String name) {
    @Nullable String value = form.get(name);
    return value == null ? "" : value;
  }
}
