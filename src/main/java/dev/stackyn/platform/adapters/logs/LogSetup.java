package dev.stackyn.platform.adapters.logs;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.joran.spi.ConsoleTarget;
import dev.stackyn.platform.domain.LogSettings;
import java.io.IOException;
import net.logstash.logback.composite.loggingevent.LogLevelJsonProvider;
import net.logstash.logback.composite.loggingevent.LoggerNameJsonProvider;
import net.logstash.logback.composite.loggingevent.LoggingEventFormattedTimestampJsonProvider;
import net.logstash.logback.composite.loggingevent.LoggingEventJsonProviders;
import net.logstash.logback.composite.loggingevent.MdcJsonProvider;
import net.logstash.logback.composite.loggingevent.MessageJsonProvider;
import net.logstash.logback.composite.loggingevent.StackTraceJsonProvider;
import net.logstash.logback.encoder.LoggingEventCompositeJsonEncoder;
import org.slf4j.LoggerFactory;

/**
 * Log lines go to standard output: JSON for machines, text for people. Set up in code, so that
 * settings apply at once.
 */
public final class LogSetup {
  private static final String PATTERN =
      "%d{HH:mm:ss.SSS} %-5level %-28.28logger{27} %msg %kvp{DOUBLE} %X{request_id}%n%ex";

  private LogSetup() {}

  /** One for the whole process, however often the log is set up; none where nobody serves. */
  private static final class StandardOutput {
    static final GatheredOutput GATHERED = GatheredOutput.over(ConsoleTarget.SystemOut.getStream());
  }

  /** A platform that serves: its log is its standard output. */
  public static void forService(LogSettings settings) {
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    boolean json = settings.format() == LogSettings.Format.JSON;
    OutputStreamAppender<ILoggingEvent> gathered = new OutputStreamAppender<>();
    gathered.setImmediateFlush(false);
    gathered.setOutputStream(StandardOutput.GATHERED);
    apply(context, gathered, json ? json(context) : text(context));
    context.getLogger("dev.stackyn").setLevel(Level.toLevel(settings.level().name()));
  }

  /**
   * A verb that ends by itself: its standard output is its answer, and only trouble is told beside
   * it.
   */
  public static void forVerb() {
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    ConsoleAppender<ILoggingEvent> console = new ConsoleAppender<>();
    console.setTarget("System.err");
    apply(context, console, text(context));
  }

  /** When this returns, everything that a service has logged so far is written. */
  static void flush() throws IOException {
    StandardOutput.GATHERED.flush();
  }

  private static void apply(
      LoggerContext context,
      OutputStreamAppender<ILoggingEvent> appender,
      Encoder<ILoggingEvent> encoder) {
    appender.setContext(context);
    appender.setName("console");
    appender.setEncoder(encoder);
    appender.start();
    Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
    root.detachAndStopAllAppenders();
    root.addAppender(appender);
    root.setLevel(Level.WARN);
    // Whatever the rest logs at: below this, it writes down whole conversations with Git hosts.
    context.getLogger("org.eclipse.jgit").setLevel(Level.WARN);
  }

  /** Exactly the parts that our lines have; each of the others would be asked for every line. */
  private static Encoder<ILoggingEvent> json(LoggerContext context) {
    LoggingEventFormattedTimestampJsonProvider time =
        new LoggingEventFormattedTimestampJsonProvider();
    time.setFieldName("time");
    LoggingEventJsonProviders parts = new LoggingEventJsonProviders();
    parts.addTimestamp(time);
    parts.addMessage(new MessageJsonProvider());
    parts.addLoggerName(new LoggerNameJsonProvider());
    parts.addLogLevel(new LogLevelJsonProvider());
    parts.addStackTrace(new StackTraceJsonProvider());
    parts.addMdc(new MdcJsonProvider());
    parts.addProvider(new KeyValues());
    LoggingEventCompositeJsonEncoder encoder = new LoggingEventCompositeJsonEncoder();
    encoder.setContext(context);
    encoder.setProviders(parts);
    encoder.start();
    return encoder;
  }

  private static Encoder<ILoggingEvent> text(LoggerContext context) {
    PatternLayoutEncoder encoder = new PatternLayoutEncoder();
    encoder.setContext(context);
    encoder.setPattern(PATTERN);
    encoder.start();
    return encoder;
  }
}
