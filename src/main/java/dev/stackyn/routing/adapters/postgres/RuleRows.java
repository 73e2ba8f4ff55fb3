package dev.stackyn.routing.adapters.postgres;

import static dev.stackyn.jooq.routing.Tables.RULES;

import dev.stackyn.identity.domain.PasswordHash;
import dev.stackyn.jooq.routing.tables.records.RulesRecord;
import dev.stackyn.kernel.AddressRange;
import dev.stackyn.kernel.AppId;
import dev.stackyn.routing.domain.HeaderLine;
import dev.stackyn.routing.domain.Login;
import dev.stackyn.routing.domain.Maintenance;
import dev.stackyn.routing.domain.RequestRate;
import dev.stackyn.routing.domain.Rules;
import dev.stackyn.routing.domain.Www;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jooq.Record;
import org.jspecify.annotations.Nullable;

/** Rules as rows. */
final class RuleRows {
  private RuleRows() {}

  static RulesRecord row(AppId app, Rules rules) {
    RulesRecord row = new RulesRecord();
    row.setAppId(app.value());
    row.setToHttps(rules.toHttps());
    row.setWww(rules.www().name());
    rules
        .login()
        .ifPresent(login -> {
          row.setLoginUser(login.user());
          row.setLoginHash(login.password().value());
        });
    row.setAddresses(texts(rules.addresses().stream().map(AddressRange::toString)));
    row.setMaintenance(rules.maintenance().on());
    rules.maintenance().message().ifPresent(row::setMaintenanceMessage);
    rules
        .rate()
        .ifPresent(rate -> {
          row.setRatePerSecond(rate.perSecond());
          row.setRateBurst(rate.burst());
          row.setRatePerClient(rate.perClient());
        });
    row.setHeaderNames(texts(rules.headers().stream().map(HeaderLine::name)));
    row.setHeaderValues(texts(rules.headers().stream().map(HeaderLine::value)));
    rules.mostBody().ifPresent(row::setMostBody);
    return row;
  }

  /** Of a route joined with its rules, if it has some. */
  static Rules rules(Record row) {
    if (row.get(RULES.APP_ID) == null) {
      return Rules.NONE;
    }
    return new Rules(
        row.get(RULES.TO_HTTPS),
        Www.valueOf(row.get(RULES.WWW)),
        login(row),
        Stream.of(row.get(RULES.ADDRESSES)).map(AddressRange::parse).toList(),
        new Maintenance(
            row.get(RULES.MAINTENANCE), Optional.ofNullable(row.get(RULES.MAINTENANCE_MESSAGE))),
        rate(row),
        headers(row),
        mostBody(row));
  }

  private static Optional<Login> login(Record row) {
    return Optional.ofNullable(row.get(RULES.LOGIN_USER))
        .map(user -> new Login(user, new PasswordHash(row.get(RULES.LOGIN_HASH))));
  }

  private static Optional<RequestRate> rate(Record row) {
    return Optional.ofNullable(row.get(RULES.RATE_PER_SECOND))
        .map(perSecond ->
            new RequestRate(perSecond, row.get(RULES.RATE_BURST), row.get(RULES.RATE_PER_CLIENT)));
  }

  private static List<HeaderLine> headers(Record row) {
    String[] names = row.get(RULES.HEADER_NAMES);
    String[] values = row.get(RULES.HEADER_VALUES);
    return IntStream.range(0, names.length)
        .mapToObj(at -> new HeaderLine(names[at], values[at]))
        .toList();
  }

  private static OptionalLong mostBody(Record row) {
    @Nullable Long most = row.get(RULES.MOST_BODY);
    return most == null ? OptionalLong.empty() : OptionalLong.of(most);
  }

  private static String[] texts(Stream<String> texts) {
    return texts.toArray(String[]::new);
  }
}
