# Stackyn in an image: small, not root, healthy when it is ready.
# Both bases are arguments, so that a site with a registry of its own can name its own.
ARG BUILD_IMAGE=maven:3.9-eclipse-temurin-25
ARG RUNTIME_IMAGE=eclipse-temurin:25-jre

FROM ${BUILD_IMAGE} AS build
WORKDIR /source
COPY pom.xml jooq-config.xml ./
COPY src ./src
COPY db ./db
COPY openapi/stackyn.yaml ./openapi/stackyn.yaml
RUN mvn -B -q -DskipTests package

FROM ${RUNTIME_IMAGE}
# With it the platform keeps apps from the host; it is used where the container may (docker-compose.yml).
RUN apt-get update && apt-get install --yes --no-install-recommends iptables && rm -rf /var/lib/apt/lists/*
# The state folder exists in the image, so that a volume mounted there belongs to the right user; a root without
# other rights than those of its group may use it as well.
RUN groupadd --gid 10001 stackyn \
    && useradd --uid 10001 --gid stackyn --home-dir /var/lib/stackyn --no-create-home stackyn \
    && mkdir -p /opt/stackyn/target /var/lib/stackyn \
    && chown -R stackyn:stackyn /opt/stackyn \
    && chown stackyn:root /var/lib/stackyn \
    && chmod 770 /var/lib/stackyn
WORKDIR /opt/stackyn
COPY --chown=stackyn:stackyn stackyn jvm.options ./
COPY --chown=stackyn:stackyn launcher ./launcher
COPY --chown=stackyn:stackyn --from=build /source/target/stackyn-*.jar ./target/
COPY --chown=stackyn:stackyn --from=build /source/target/lib ./target/lib
USER stackyn
ENV STACKYN_HOME=/var/lib/stackyn LANG=C.UTF-8 LC_ALL=C.UTF-8
# Starts of this image are quick from the first one on.
RUN STACKYN_HOME=/tmp/stackyn ./stackyn build && rm -rf /tmp/stackyn
VOLUME /var/lib/stackyn
EXPOSE 8080 8000
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=3 CMD ["./stackyn", "status"]
ENTRYPOINT ["./stackyn"]
CMD ["up"]
