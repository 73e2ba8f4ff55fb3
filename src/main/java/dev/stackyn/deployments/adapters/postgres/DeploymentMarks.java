package dev.stackyn.deployments.adapters.postgres;

import dev.stackyn.deployments.domain.DeploymentRows;
import dev.stackyn.platform.domain.RowMark;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;

/** What tells that deployments have changed: the rows of {@link Rows} and of logs, by indexes. */
@Factory
final class DeploymentMarks {

  @Singleton
  RowMark deployment() {
    return new RowMark(
        DeploymentRows.DEPLOYMENT,
        "select '' || d.xmin from deployments.deployments d where d.id = k.id");
  }

  /** Pieces are only ever added, one after the other, until all of them go with the deployment. */
  @Singleton
  RowMark log() {
    return new RowMark(
        DeploymentRows.LOG,
        """
        select concat_ws('/', d.xmin, w.xmin,
          (select p.number || ':' || p.xmin from deployments.log_pieces p
           where p.deployment_id = d.id order by p.number desc limit 1))
        from deployments.deployments d
        left join deployments.last_words w on w.deployment_id = d.id
        where d.id = k.id\
        """);
  }

  @Singleton
  RowMark standing() {
    return new RowMark(
        DeploymentRows.STANDING,
        """
        select concat(
          (select string_agg(p.id || ':' || p.xmin, ' ' order by p.id)
           from deployments.deployments p
           where p.app_id = k.id and p.status in ('PENDING', 'BUILDING', 'DEPLOYING', 'RUNNING')), '/',
          (select n.id || ':' || n.xmin from deployments.deployments n
           where n.app_id = k.id order by n.id desc limit 1), '/',
          (select l.id || ':' || l.xmin from deployments.deployments l
           where l.app_id = k.id and l.live_at is not null order by l.id desc limit 1))\
        """);
  }

  @Singleton
  RowMark recent() {
    return new RowMark(
        DeploymentRows.RECENT,
        """
        select string_agg(d.id || ':' || d.xmin, ' ')
        from (
          select r.id, r.xmin from deployments.deployments r
          where r.app_id = k.id order by r.id desc limit %d) d\
        """
            .formatted(DeploymentRows.MOST_RECENT));
  }
}
