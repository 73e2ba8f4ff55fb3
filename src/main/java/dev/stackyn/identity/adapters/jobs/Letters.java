package dev.stackyn.identity.adapters.jobs;

import dev.stackyn.identity.domain.Email;
import dev.stackyn.identity.domain.Letter;
import dev.stackyn.identity.ports.LetterQueue;
import dev.stackyn.identity.ports.Mailer;
import dev.stackyn.jobs.domain.JobHandler;
import dev.stackyn.jobs.domain.JobKind;
import dev.stackyn.jobs.domain.JobQueue;
import dev.stackyn.jobs.domain.JobRun;
import dev.stackyn.jobs.domain.NewJob;
import dev.stackyn.jobs.domain.Verdict;
import dev.stackyn.platform.domain.SealedBytes;
import dev.stackyn.platform.domain.Vault;
import io.micronaut.context.BeanProvider;
import io.micronaut.json.JsonMapper;
import io.micronaut.serde.annotation.Serdeable;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/** Letters as jobs. They hold codes and links: the queue keeps them sealed. */
@Singleton
final class Letters implements LetterQueue, JobHandler {
  private static final String KIND = "letter";
  private static final int RETRIES = 8;
  private static final int URGENT = 2;

  /** As long as most letters are. */
  private static final Content NOTHING = new Content("", "", "-".repeat(200));

  private final BeanProvider<JobQueue> queue;
  private final Mailer mailer;
  private final Vault vault;
  private final JsonMapper json;

  /** A letter before it is sealed. */
  @Serdeable
  record Content(String to, String subject, String text) {}

  /** A letter in the queue. */
  @Serdeable
  record Payload(String sealed) {}

  Letters(BeanProvider<JobQueue> queue, Mailer mailer, Vault vault, JsonMapper json) {
    this.queue = queue;
    this.mailer = mailer;
    this.vault = vault;
    this.json = json;
  }

  @Override
  public void add(Optional<Letter> letter) {
    Content content =
        letter.map(l -> new Content(l.to().value(), l.subject(), l.text())).orElse(NOTHING);
    try {
      byte[] plain = json.writeValueAsBytes(content);
      String payload = json.writeValueAsString(new Payload(vault.seal(plain).hex()));
      queue.get().enqueue(NewJob.of(KIND, payload).withPriority(URGENT).withRetries(RETRIES));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public JobKind kind() {
    return JobKind.named(KIND, Duration.ofMinutes(1)).asBrief();
  }

  @Override
  public Verdict handle(JobRun run) throws IOException {
    Payload payload = Objects.requireNonNull(json.readValue(run.payload(), Payload.class));
    byte[] plain = vault.open(new SealedBytes(payload.sealed()));
    Content content = Objects.requireNonNull(json.readValue(plain, Content.class));
    if (content.equals(NOTHING)) {
      return Verdict.done();
    }
    try {
      mailer.deliver(new Letter(new Email(content.to()), content.subject(), content.text()));
      return Verdict.done();
    } catch (Mailer.Undelivered e) {
      String why = String.valueOf(e.getMessage());
      return e.isForGood() ? Verdict.bury(why) : Verdict.retry(why);
    }
  }
}
