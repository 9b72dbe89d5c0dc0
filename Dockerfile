# Pin the base images by passing their digests:
#   docker build --build-arg JDK_IMAGE=eclipse-temurin:25-jdk@sha256:… --build-arg JRE_IMAGE=eclipse-temurin:25-jre@sha256:… .
ARG JDK_IMAGE=eclipse-temurin:25-jdk
ARG JRE_IMAGE=eclipse-temurin:25-jre

FROM ${JDK_IMAGE} AS build
WORKDIR /build
COPY mvnw pom.xml ./
COPY .mvn .mvn
COPY src src
RUN --mount=type=cache,target=/root/.m2 ["./mvnw", "-B", "-DskipTests", "package"]

# One directory a layer, in the order in which they seldom change.
FROM ${JDK_IMAGE} AS layers
WORKDIR /layers
COPY --from=build /build/target/carillon.jar ./
RUN ["java", "-Djarmode=tools", "-jar", "carillon.jar", "extract", "--layers", "--destination", "extracted"]

# All but the AOT cache, which the JVM takes only with the java, the options and the jars that it was trained with.
FROM ${JRE_IMAGE} AS runtime
WORKDIR /opt/carillon
COPY --from=layers /layers/extracted/dependencies/ ./
COPY --from=layers /layers/extracted/spring-boot-loader/ ./
COPY --from=layers /layers/extracted/snapshot-dependencies/ ./
COPY --from=layers /layers/extracted/application/ ./
COPY src/main/jvm.options ./

# A start up to the point where it would listen, on a log and with a key of its own; what it loads and links goes into the cache.
FROM runtime AS training
ENV CARILLON_LOG_FILE=/tmp/training/carillon.db
RUN ["java", "@jvm.options", "-XX:AOTCacheOutput=/tmp/carillon.aot", "-Dspring.context.exit=onRefresh", "-jar", "carillon.jar"]

FROM runtime
ARG VERSION=0.1.0
ARG REVISION=unknown
# Where the log is, unless it is in PostgreSQL.
RUN ["install", "--directory", "--owner=10001", "--group=10001", "--mode=0750", "/data"]
ENV CARILLON_LOG_FILE=/data/carillon.db
COPY --from=training /tmp/carillon.aot ./
# The other files stay root's: the service reads them and writes only here. SQLite's library is loaded from /tmp, so a tmpfs there
# is one with exec.
VOLUME ["/data", "/tmp"]
USER 10001:10001
# Clients, management.
EXPOSE 8080 8081
# Liveness, not readiness: an orchestrator replaces what is unhealthy, and a store that is away is no reason to.
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s \
    CMD ["java", "-Xmx16m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp", "carillon.jar", "dev.carillon.HealthCheck"]
ENTRYPOINT ["java", "@jvm.options", "-XX:AOTCache=carillon.aot", "-jar", "carillon.jar"]
# Last, as they change with every build. What the jar is made of is said in it: META-INF/sbom/application.cdx.json.
LABEL org.opencontainers.image.title="Carillon" \
      org.opencontainers.image.description="Real-time notifications: REST in, STOMP over WebSocket out." \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.revision="${REVISION}"
