# docker build -t snapcheck . && docker run snapcheck check chandy-lamport
FROM debian:12 AS build
RUN apt-get update && apt-get install -y --no-install-recommends dpkg-dev file
COPY . /snapcheck
WORKDIR /snapcheck
RUN ./run --version && cpack --preset deb

FROM debian:12-slim
RUN --mount=type=bind,from=build,source=/snapcheck/build/release,target=/packages \
    apt-get update && apt-get install -y --no-install-recommends /packages/snapcheck_*.deb && \
    rm -rf /var/lib/apt/lists/*
USER nobody
ENTRYPOINT ["snapcheck"]
