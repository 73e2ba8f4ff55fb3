package dev.stackyn.platform.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stackyn.kernel.Secret;
import dev.stackyn.platform.domain.DatabaseSettings.Location.External;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DatabaseUrlTest {

  @Test
  void readsTheUsualForm() {
    assertThat(DatabaseUrl.parse("postgres://ann:s3cret@db.example.com:5433/shop?sslmode=require"))
        .isEqualTo(
            external(
                "jdbc:postgresql://db.example.com:5433/shop?sslmode=require", "ann", "s3cret"));
  }

  @Test
  void fillsInWhatIsUsuallyLeftOut() {
    assertThat(DatabaseUrl.parse("postgresql://ann@db"))
        .isEqualTo(
            new External("jdbc:postgresql://db:5432/ann?sslmode=prefer", "ann", Optional.empty()));
  }

  @Test
  void readsTheFormOfJdbc() {
    assertThat(DatabaseUrl.parse("jdbc:postgresql://db/shop?user=ann&password=p%26w&ssl=true"))
        .isEqualTo(
            external("jdbc:postgresql://db:5432/shop?ssl=true&sslmode=prefer", "ann", "p&w"));
  }

  @Test
  void decodesWhatHadToBeEncoded() {
    External external = DatabaseUrl.parse("postgres://a%40b:p%40%3A%2F%23%25+w@db/my%20db");

    assertThat(external.user()).isEqualTo("a@b");
    assertThat(external.password().orElseThrow().reveal()).isEqualTo("p@:/#%+w");
    assertThat(external.jdbcUrl()).startsWith("jdbc:postgresql://db:5432/my%20db?");
  }

  @Test
  void readsIpv6AndTranslatesTheParametersOfLibpq() {
    assertThat(
            DatabaseUrl.parse(
                    "postgres://a:b@[::1]:5432/db?connect_timeout=3&application_name=x y"
                        .replace(" ", "%20"))
                .jdbcUrl())
        .isEqualTo(
            "jdbc:postgresql://[::1]:5432/db?connectTimeout=3&ApplicationName=x%20y&sslmode=prefer");
  }

  @Test
  void thePartsInVariablesOfTheirOwnMakeTheSame() {
    Variables variables =
        new Variables(
            Map.of(
                "POSTGRES_HOST", "db",
                "POSTGRES_PORT", "5433",
                "POSTGRES_USER", "ann",
                "POSTGRES_PASSWORD", "p@w",
                "POSTGRES_DATABASE", "shop",
                "POSTGRES_SSLMODE", "verify-full"));

    assertThat(DatabaseSettings.from(variables, Path.of("/home")).location())
        .isEqualTo(external("jdbc:postgresql://db:5433/shop?sslmode=verify-full", "ann", "p@w"));
    assertThat(variables.problems()).isEmpty();
  }

  @Test
  void thePasswordDoesNotShow() {
    assertThat(DatabaseUrl.parse("postgres://ann:s3cret@db/shop").toString())
        .doesNotContain("s3cret");
  }

  private static External external(String url, String user, String password) {
    return new External(url, user, Optional.of(new Secret(password)));
  }
}
