package dev.stackyn.deployments.adapters.git;

/** The user name that goes with a token where its owner gave none. */
final class TokenUsers {
  private TokenUsers() {}

  static String at(String host) {
    if (host.equals("github.com") || host.endsWith(".ghe.com")) {
      return "x-access-token";
    }
    if (host.equals("bitbucket.org")) {
      return "x-token-auth";
    }
    // GitLab demands this one of OAuth tokens and takes any with its others; Gitea, Forgejo,
    // GitHub Enterprise and Azure look at the token alone.
    return "oauth2";
  }
}
