package dev.stackyn.platform.adapters.postgres;

import java.sql.SQLException;
import java.util.Locale;

/** What may be told about a failed database call: enough to act on, nothing about who or where. */
public final class SqlFailure {
  private SqlFailure() {}

  public static String of(SQLException failure) {
    SQLException cause = deepest(failure);
    String state = cause.getSQLState();
    return state == null ? words(cause) : words(state, cause);
  }

  private static SQLException deepest(SQLException failure) {
    SQLException found = failure;
    for (Throwable t = failure; t != null; t = t.getCause()) {
      if (t instanceof SQLException sql && sql.getSQLState() != null) {
        found = sql;
      }
    }
    return found;
  }

  private static String words(String state, SQLException cause) {
    return switch (state) {
      case "08001", "08006", "08004" -> "connection refused or lost";
      case "28P01", "28000" -> "user or password refused";
      case "3D000" -> "no such database";
      case "57P03" -> "starting up or shutting down";
      case "57P01", "57P02" -> "shut down";
      case "53300" -> "too many connections";
      default -> words(cause) + ", SQLSTATE " + state;
    };
  }

  private static String words(SQLException cause) {
    return cause
        .getClass()
        .getSimpleName()
        .replace("SQL", "")
        .replaceAll("([a-z])([A-Z])", "$1 $2")
        .toLowerCase(Locale.ROOT);
  }
}
