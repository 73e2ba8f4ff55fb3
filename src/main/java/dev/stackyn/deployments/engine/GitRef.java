package dev.stackyn.deployments.engine;

import java.util.Locale;
import java.util.regex.Pattern;

/** A branch, a tag or a whole commit id, as a person names it. */
public record GitRef(String name) {
  private static final int MOST = 255;
  private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{40}");
  private static final Pattern FORBIDDEN =
      Pattern.compile("[\\p{Cntrl} ~^:?*\\[\\\\]|\\.\\.|@\\{|//|/\\.|\\.lock(/|$)|[./]$");

  public GitRef {
    if (name.isEmpty()
        || name.length() > MOST
        || name.equals("@")
        || name.startsWith("-")
        || name.startsWith(".")
        || name.startsWith("/")
        || FORBIDDEN.matcher(name).find()) {
      throw new IllegalArgumentException(
          "must be the name of a branch or tag, or a commit id of 40 characters");
    }
    if (COMMIT.matcher(name.toLowerCase(Locale.ROOT)).matches()) {
      name = name.toLowerCase(Locale.ROOT);
    }
  }

  /** Hosts refuse branches that look like this, so it can only be a commit. */
  public boolean isCommit() {
    return COMMIT.matcher(name).matches();
  }

  @Override
  public String toString() {
    return name;
  }
}
