package dev.stackyn.apps.domain;

import dev.stackyn.kernel.AppId;
import java.util.Locale;
import java.util.regex.Pattern;

/** An app's name in host names, containers and images; no other app on the platform has it. */
public record Slug(String value) {
  private static final int MOST = 32;
  private static final int DISTINCTION = 8;
  private static final String NAMELESS = "app";
  private static final Pattern FORM = Pattern.compile("[a-z0-9]([a-z0-9-]{0,30}[a-z0-9])?");
  private static final Pattern OTHERS = Pattern.compile("[^a-z0-9]+");
  private static final Pattern OUTER_DASHES = Pattern.compile("^-+|-+$");

  public Slug {
    if (!FORM.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "must be 1 to 32 characters of a-z, 0-9 and dashes, and neither begin nor end with one");
    }
  }

  /** As the web app shows it while the name is typed: whatever does not fit becomes a dash. */
  public static Slug from(AppName name) {
    String lower = name.value().toLowerCase(Locale.ROOT);
    String dashed = trim(OTHERS.matcher(lower).replaceAll("-"));
    String cut = cut(dashed, MOST);
    return new Slug(cut.isEmpty() ? NAMELESS : cut);
  }

  /** Another one, for when this one is taken: {@code shop-2}. */
  public Slug numbered(int number) {
    return with("-" + number);
  }

  /** One that no other app has: with the random end of its id. */
  Slug distinguishedBy(AppId app) {
    String id = app.toString();
    return with("-" + id.substring(id.length() - DISTINCTION));
  }

  private Slug with(String ending) {
    return new Slug(cut(value, MOST - ending.length()) + ending);
  }

  private static String cut(String text, int most) {
    return text.length() > most ? trim(text.substring(0, most)) : text;
  }

  private static String trim(String text) {
    return OUTER_DASHES.matcher(text).replaceAll("");
  }

  @Override
  public String toString() {
    return value;
  }
}
