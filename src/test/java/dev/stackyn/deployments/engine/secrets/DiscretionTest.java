package dev.stackyn.deployments.engine.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stackyn.kernel.Secret;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DiscretionTest {
  @ParameterizedTest
  @CsvSource({
    "NODE_ENV, production",
    "LOG_LEVEL, 'info,http=debug'",
    "PORT, 8080",
    "FEATURES_ENABLED, true",
    "DATABASE_HOST, db.internal.example.com",
    "REDIS_ADDRESS, 10.0.3.17:6379",
    "DATA_FOLDER, /var/lib/shop/data",
    "SITE, https://www.example.com/en/start?theme=dark",
    "MAIL_FROM, shop@example.com",
    "TZ, Europe/Berlin",
    "LANG, en_US.UTF-8",
    "REGION, eu-central-1",
    "MEMORY, 512Mi",
    "APP_VERSION, v1.12.0-rc3",
    "DATABASE_URL, postgres://db:5432/shop",
    "SESSION_TOKEN_SECONDS, 86400000",
    "KEY_PREFIX, shop_cache",
    "APP_NAME, Ada's Shop of Wonders",
    "JAVA_TOOL_OPTIONS, -Xmx512m -XX:+UseSerialGC",
    "TITLE, Shop2024Website",
    "IMAGE, ghcr.io/ada/shop:1.4.0-3f9a1c7",
    "BUCKET, shop-uploads-a1b2c3",
    "PASSWORD, abc12",
    "NEXT_PUBLIC_MAPS_KEY, AIzaSyD4x9Q2w7Lm3Tz8",
    "VITE_SENTRY, https://4f1c0aab9e8d@sentry.example.com/7",
    "REACT_APP_API_TOKEN, 4f1c0aab9e8d4f1c0aab9e8d",
    "PUBLIC_TOKEN, 4f1c0aab9e8d4f1c0aab9e8d",
    "JWT_PUBLIC_KEY, MIIBIjANBgkqhkiG9w0BAQ",
    "STRIPE_PUBLISHABLE_KEY, pk_live_51HxYzAbC9dEf",
  })
  void whatEverybodyMayReadStays(String name, String value) {
    assertThat(Discretion.of(name, new Secret(value))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "DB_PASSWORD, postgres",
    "PGPASSWORD, swordfish",
    "ADMIN_PASSWORD_2, 12345678",
    "SECRET, correct horse battery staple",
    "API_TOKEN, a1b2c3",
    "BUCKET, shop-uploads-x1b2c3d4",
    "GIT_SHA, 2fce0ab2d89fb0606dbe9b9ff0f97b5ebc8d62e9",
    "GOOGLE_CLIENT_ID, 90210-q8w7e6r5t4.apps.googleusercontent.com",
  })
  void whatCouldBeAnybodysIsHiddenButNotLookedForInImages(String name, String value) {
    assertThat(Discretion.of(name, new Secret(value)))
        .singleElement()
        .satisfies(one -> assertThat(one.distinct()).isFalse());
  }

  @ParameterizedTest
  @CsvSource({
    "STRIPE_KEY, sk_live_51HxYzAbC9dEfGhIjK",
    "WHATEVER, 550e8400-e29b-41d4-a716-446655440000",
    "WHATEVER, 5f4dcc3b5aa765d61d8327deb882cf99",
    "HOOK, https://hooks.example.com/services/T02A9/B7f3/x8Kq2LmZ9pTr4vWn",
    "SECRET_KEY_BASE, 3f9a1c7be52d40688bd1c0d2a7e64f",
    "MIXED, kJhGfdSaQwErTy",
  })
  void whatNothingSaysByChanceIsLookedForEverywhere(String name, String value) {
    assertThat(Discretion.of(name, new Secret(value)))
        .singleElement()
        .satisfies(one -> assertThat(one.distinct()).isTrue());
  }

  @Test
  void ofAUrlThePasswordIsHiddenByItself() {
    assertThat(Discretion.of("DATABASE_URL", new Secret("postgres://ada:p%23ssw0rdX@db/shop")))
        .extracting(one -> one.text().reveal())
        .containsExactly("postgres://ada:p%23ssw0rdX@db/shop", "p%23ssw0rdX", "p#ssw0rdX");
    assertThat(Discretion.of("DATABASE_URL", new Secret("postgres://ada:ada@db/shop")))
        .extracting(one -> one.text().reveal())
        .containsExactly("postgres://ada:ada@db/shop");
  }

  @Test
  void soIsATokenInItsQuery() {
    assertThat(
            Discretion.of("FEED", new Secret("https://example.com/feed?size=20&token=x8Kq2LmZ9p")))
        .extracting(one -> one.text().reveal())
        .containsExactly("https://example.com/feed?size=20&token=x8Kq2LmZ9p", "x8Kq2LmZ9p");
  }

  @Test
  void aKeysFrameIsHiddenInItsLinesButEveryKeyHasIt() {
    String key = "-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBgkqhkiG9w0B\n-----END PRIVATE KEY-----";

    assertThat(Discretion.of("SIGNING_KEY", new Secret(key)))
        .filteredOn(one -> one.distinct())
        .extracting(one -> one.text().reveal())
        .containsExactly(key, "MIIEvQIBADANBgkqhkiG9w0B");
  }

  @Test
  void nothingOfItIsEverPrinted() {
    assertThat(Discretion.of("SECRET", new Secret("open sesame")).toString())
        .doesNotContain("sesame");
  }
}
