package dev.stackyn.platform.adapters.logs;

import ch.qos.logback.classic.spi.ILoggingEvent;
import java.util.List;
import net.logstash.logback.composite.AbstractJsonProvider;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.KeyValuePair;
import tools.jackson.core.JsonGenerator;

/**
 * The key values of a log line as fields of their own. Written by their few types: the encoder's
 * own way looks up a serializer for each value of each line.
 */
final class KeyValues extends AbstractJsonProvider<ILoggingEvent> {

  @Override
  public void writeTo(JsonGenerator json, ILoggingEvent event) {
    @Nullable List<KeyValuePair> pairs = event.getKeyValuePairs();
    if (pairs != null) {
      pairs.forEach(pair -> write(json, pair));
    }
  }

  private static void write(JsonGenerator json, KeyValuePair pair) {
    json.writeName(pair.key);
    switch (pair.value) {
      case String text -> json.writeString(text);
      case Integer number -> json.writeNumber(number);
      case Long number -> json.writeNumber(number);
      case Double number -> json.writeNumber(number);
      case Boolean truth -> json.writeBoolean(truth);
      case null -> json.writeNull();
      default -> json.writeString(pair.value.toString());
    }
  }
}
