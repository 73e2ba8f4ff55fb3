package dev.stackyn.billing.adapters.http;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.stackyn.billing.domain.Customer;
import dev.stackyn.billing.domain.Plan;
import dev.stackyn.billing.domain.Used;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.media.Schema;

/** How much somebody may have, and how much of it he uses. */
@Serdeable
@Schema(name = "Quota")
record QuotaAnswer(
    @Schema(name = "plan_name", example = "pro") @JsonProperty("plan_name") String planName,
    PlanAnswer plan,
    @Schema(name = "app_count", example = "1") @JsonProperty("app_count") int appCount,
    @Schema(name = "total_ram_mb", example = "256") @JsonProperty("total_ram_mb") int totalRamMb,
    @Schema(name = "total_disk_mb", example = "1024") @JsonProperty("total_disk_mb")
        int totalDiskMb) {

  static QuotaAnswer of(Customer customer) {
    Plan plan = customer.entitlement().plan();
    Used used = customer.used();
    return new QuotaAnswer(
        plan.name().value(), PlanAnswer.of(plan), used.apps(), used.memoryMb(), used.diskMb());
  }
}
