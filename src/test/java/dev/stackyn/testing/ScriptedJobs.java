package dev.stackyn.testing;

import dev.stackyn.jobs.domain.JobHandler;
import dev.stackyn.jobs.domain.JobKind;
import dev.stackyn.jobs.domain.JobRun;
import dev.stackyn.jobs.domain.NewJob;
import dev.stackyn.jobs.domain.Verdict;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Kinds of jobs that do what a test says. */
@Singleton
public final class ScriptedJobs {
  /** For any number at once, and as long as they like. */
  public static final String PLAIN = "scripted";

  public static final String BRIEF = "scripted_brief";

  /** Two at once, wherever they run. */
  public static final String PAIR = "scripted_pair";

  /** With a deadline of one second. */
  public static final String HASTY = "scripted_hasty";

  private static final String NOTHING = "\"nothing\"";

  private final Map<String, Script> scripts = new ConcurrentHashMap<>();

  /** What a handler does. */
  public interface Script {
    /** A job that does this on whichever of the platforms it is done. */
    public static NewJob shared(Script script, ScriptedJobs... platforms) {
      String name = "\"shared " + script.hashCode() + "\"";
      for (ScriptedJobs platform : platforms) {
        platform.scripts.put(name, script);
      }
      return NewJob.of(PLAIN, name);
    }

    Verdict run(JobRun run) throws Exception;
  }

  public ScriptedJobs() {
    scripts.put(NOTHING, run -> Verdict.done());
  }

  /** A job that does nothing, well. */
  public static NewJob idle(String kind) {
    return NewJob.of(kind, NOTHING);
  }

  /** A job that does this. */
  public NewJob job(String kind, Script script) {
    String name = "\"script " + scripts.size() + "\"";
    scripts.put(name, script);
    return NewJob.of(kind, name);
  }

  /** A job that does this on whichever of the platforms it is done. */
  public static NewJob shared(Script script, ScriptedJobs... platforms) {
    String name = "\"shared " + script.hashCode() + "\"";
    for (ScriptedJobs platform : platforms) {
      platform.scripts.put(name, script);
    }
    return NewJob.of(PLAIN, name);
  }

  Verdict run(JobRun run) throws Exception {
    Script script = scripts.get(run.payload());
    if (script == null) {
      throw new IllegalStateException("there is no script " + run.payload());
    }
    return script.run(run);
  }

  @Factory
  static final class Handlers {
    @Bean
    @Singleton
    JobHandler plain(ScriptedJobs scripts) {
      return handler(scripts, JobKind.named(PLAIN, Duration.ofMinutes(10)));
    }

    @Bean
    @Singleton
    JobHandler brief(ScriptedJobs scripts) {
      return handler(scripts, JobKind.named(BRIEF, Duration.ofMinutes(1)).asBrief());
    }

    @Bean
    @Singleton
    JobHandler pair(ScriptedJobs scripts) {
      return handler(scripts, JobKind.named(PAIR, Duration.ofMinutes(1)).atMost(2));
    }

    @Bean
    @Singleton
    JobHandler hasty(ScriptedJobs scripts) {
      return handler(scripts, JobKind.named(HASTY, Duration.ofSeconds(1)));
    }

    private static JobHandler handler(ScriptedJobs scripts, JobKind kind) {
      return new JobHandler() {
        @Override
        public JobKind kind() {
          return kind;
        }

        @Override
        public Verdict handle(JobRun run) throws Exception {
          return scripts.run(run);
        }
      };
    }
  }
}
