package dev.stackyn.platform.adapters.config;

import dev.stackyn.platform.domain.Variables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * Where settings come from: the {@code .env} file of the working folder, and over it the process's
 * environment.
 */
public final class Environment {
  private Environment() {}

  public static Variables read() {
    return read(System.getenv());
  }

  static Variables read(Map<String, String> process) {
    String file = process.getOrDefault("STACKYN_ENV_FILE", "");
    Path path = Path.of(file.isBlank() ? ".env" : file);
    Map<String, String> values = new HashMap<>();
    String trouble = "";
    try {
      values.putAll(DotEnv.parse(Files.readString(path)));
    } catch (NoSuchFileException e) {
      trouble = file.isBlank() ? "" : "there is no file " + path;
    } catch (IOException e) {
      trouble = path + " cannot be read";
    } catch (IllegalArgumentException e) {
      trouble = path + ": " + e.getMessage();
    }
    values.putAll(process);
    Variables variables = new Variables(values);
    if (!trouble.isEmpty()) {
      variables.problem("STACKYN_ENV_FILE", trouble);
    }
    return variables;
  }
}
