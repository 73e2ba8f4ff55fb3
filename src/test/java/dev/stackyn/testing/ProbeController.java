package dev.stackyn.testing;

import dev.stackyn.kernel.Access;
import dev.stackyn.kernel.ErrorCode;
import dev.stackyn.kernel.FieldProblem;
import dev.stackyn.kernel.Refusal;
import dev.stackyn.platform.domain.AuditLog;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.inject.Singleton;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Routes that only tests have: each goes wrong, or waits, in one particular way. */
@Access(Access.Rule.PUBLIC)
@Controller("/probe")
@Hidden
@ExecuteOn(TaskExecutors.BLOCKING)
public class ProbeController {
  private static final Logger LOG = LoggerFactory.getLogger(ProbeController.class);

  private final AuditLog audit;
  private final Gate gate;

  /** Holds a request until a test lets it go. */
  @Singleton
  public static final class Gate {
    public final CountDownLatch entered = new CountDownLatch(1);
    public final CountDownLatch open = new CountDownLatch(1);
  }

  @Serdeable
  public record Thing(@NotBlank String name, @Size(max = 5) String note) {}

  public ProbeController(AuditLog audit, Gate gate) {
    this.audit = audit;
    this.gate = gate;
  }

  @Post("/things")
  public Thing create(@Body @Valid Thing thing) {
    return thing;
  }

  @Get("/fault")
  public String fault() {
    throw new IllegalStateException("password=hunter2 at dev.stackyn.Secret");
  }

  @Get("/refusal")
  public String refusal() {
    throw Refusal.of(ErrorCode.FORBIDDEN, "You may look, but not touch.");
  }

  @Get("/invalid")
  public String invalid() {
    throw Refusal.invalid(List.of(new FieldProblem("slug", "is reserved")));
  }

  @Get("/database")
  public int database() {
    return audit.newest(10).size();
  }

  @Get("/wait")
  public String await() throws InterruptedException {
    gate.entered.countDown();
    gate.open.await();
    return "done";
  }

  @Get("/thread/{text}")
  public String thread(String text) {
    LOG.info("on {}", Thread.currentThread().isVirtual() ? "a virtual thread" : "another thread");
    return text;
  }
}
