package dev.stackyn;

import dev.stackyn.accounts.domain.AccountsSettings;
import dev.stackyn.apps.domain.AppsSettings;
import dev.stackyn.apps.domain.DomainSettings;
import dev.stackyn.apps.domain.SleepSettings;
import dev.stackyn.billing.domain.BillingSettings;
import dev.stackyn.deployments.domain.BuildSettings;
import dev.stackyn.deployments.domain.ContainerSettings;
import dev.stackyn.deployments.domain.DetectionSettings;
import dev.stackyn.deployments.domain.GitSettings;
import dev.stackyn.deployments.domain.WatchSettings;
import dev.stackyn.identity.domain.IdentitySettings;
import dev.stackyn.jobs.domain.JobsSettings;
import dev.stackyn.platform.domain.PlatformSettings;
import dev.stackyn.platform.domain.Variables;
import dev.stackyn.routing.domain.AcmeSettings;
import dev.stackyn.routing.domain.FrontSettings;
import dev.stackyn.routing.domain.RouterLimits;
import dev.stackyn.routing.domain.RouterSettings;

/** Everything this process is told from outside, context by context. */
public record Settings(
    PlatformSettings platform,
    JobsSettings jobs,
    IdentitySettings identity,
    BillingSettings billing,
    RouterSettings router,
    AcmeSettings acme,
    FrontSettings front,
    RouterLimits routerLimits,
    GitSettings git,
    ContainerSettings containers,
    BuildSettings builds,
    WatchSettings watch,
    DetectionSettings detection,
    AppsSettings apps,
    SleepSettings sleep,
    DomainSettings domains,
    AccountsSettings accounts) {

  /** What does not fit is noted in the variables: ask them before starting anything with this. */
  public static Settings from(Variables variables) {
    PlatformSettings platform = PlatformSettings.from(variables);
    return new Settings(
        platform,
        JobsSettings.from(variables),
        IdentitySettings.from(variables, platform),
        BillingSettings.from(variables),
        RouterSettings.from(variables),
        AcmeSettings.from(variables),
        FrontSettings.from(variables),
        RouterLimits.from(variables),
        GitSettings.from(variables, platform),
        ContainerSettings.from(variables),
        BuildSettings.from(variables),
        WatchSettings.from(variables),
        DetectionSettings.from(variables),
        AppsSettings.from(variables),
        SleepSettings.from(variables),
        DomainSettings.from(variables),
        AccountsSettings.from(variables, platform));
  }
}
