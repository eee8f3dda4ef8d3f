/* Many open event streams from one epoll loop, and the least a server can do for them. Linux only; cc -O2.
 *
 *   streams load PORT PATH MARK COUNT [COOKIES]   opens COUNT streams (line i / 20 of COOKIES on the i-th), says "open N", then
 *       answers each line "K" on its input, once COUNT events with MARK arrived or ten seconds passed, with a line
 *       "K RECEIVED FIRST MEDIAN LAST", times in nanoseconds of the real-time clock, and a line with the first event itself.
 *   streams limit PORT   one write() to every socket for each body that is posted: the limit of one thread on this machine. */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#define AT_ONCE 256
#define OF_ONE 20
#define PATIENCE_NS 10000000000LL
#define MOST 1000000

static char buffer[65536];

static long long now(void) {
    struct timespec t;
    clock_gettime(CLOCK_REALTIME, &t);
    return t.tv_sec * 1000000000LL + t.tv_nsec;
}

static void die(const char *what) {
    perror(what);
    exit(1);
}

static void watch(int poll, int fd) {
    struct epoll_event event = {.events = EPOLLIN, .data.fd = fd};
    if (epoll_ctl(poll, EPOLL_CTL_ADD, fd, &event)) die("epoll_ctl");
}

/* Each twenty thousand streams come from a loopback address of their own, so that ports do not run out. */
static int dial(int port, int number) {
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    struct sockaddr_in from = {.sin_family = AF_INET}, to = {.sin_family = AF_INET, .sin_port = htons(port)};
    from.sin_addr.s_addr = htonl(INADDR_LOOPBACK + number / 20000);
    to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (fd < 0 || bind(fd, (void *)&from, sizeof from) || connect(fd, (void *)&to, sizeof to)) die("connect");
    return fd;
}

static int read_cookies(const char *path, char (*cookies)[64], int most) {
    FILE *file = fopen(path, "r");
    int count = 0;
    if (!file) die(path);
    while (count < most && fscanf(file, "%63s", cookies[count]) == 1) count++;
    fclose(file);
    return count;
}

static int by_size(const void *a, const void *b) {
    long long x = *(const long long *)a, y = *(const long long *)b;
    return (x > y) - (x < y);
}

/* Opens the streams, AT_ONCE at a time, waiting for each one's first bytes. */
static void open_all(int poll, int port, const char *path, int count, char (*cookies)[64]) {
    int begun = 0, opened = 0;
    struct epoll_event events[1024];
    while (opened < count) {
        while (begun < count && begun - opened < AT_ONCE) {
            int fd = dial(port, begun);
            int size = snprintf(buffer, sizeof buffer, "GET %s HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream\r\n%s%s%s\r\n",
                                path, cookies ? "Cookie: session=" : "", cookies ? cookies[begun / OF_ONE] : "", cookies ? "\r\n" : "");
            if (write(fd, buffer, size) != size) die("write");
            watch(poll, fd);
            begun++;
        }
        int ready = epoll_wait(poll, events, 1024, 60000);
        if (ready <= 0) { fprintf(stderr, "only %d of %d streams opened\n", opened, count); exit(1); }
        for (int i = 0; i < ready; i++) {
            ssize_t got = recv(events[i].data.fd, buffer, sizeof buffer - 1, MSG_DONTWAIT);
            buffer[got > 0 ? got : 0] = 0;
            if (got <= 0) { fprintf(stderr, "a stream was closed at the door\n"); exit(1); }
            if (!strncmp(buffer, "HTTP/", 5)) {
                if (strncmp(buffer + 9, "200", 3)) { fprintf(stderr, "the stream answered %.60s\n", buffer); exit(1); }
                opened++;
            }
        }
    }
}

static int load(int port, const char *path, const char *mark, int count, const char *file) {
    static char cookies[60000][64];
    static long long times[MOST];
    int poll = epoll_create1(0), round = -1, got = 0, known = file ? read_cookies(file, cookies, 60000) : 0;
    struct epoll_event events[1024];
    char line[64], first[2048] = "";
    long long end = 0;
    if (file && known * OF_ONE < count) { fprintf(stderr, "too few cookies\n"); return 1; }
    open_all(poll, port, path, count, file ? cookies : NULL);
    watch(poll, 0);
    printf("open %d\n", count);
    fflush(stdout);
    for (;;) {
        int ready = epoll_wait(poll, events, 1024, 100);
        for (int i = 0; i < ready; i++) {
            int fd = events[i].data.fd;
            if (!fd) {
                if (read(0, line, sizeof line - 1) <= 0) return 0;
                round = atoi(line), got = 0, first[0] = 0, end = now() + PATIENCE_NS;
                continue;
            }
            ssize_t size = recv(fd, buffer, sizeof buffer - 1, MSG_DONTWAIT);
            long long at = now();
            if (size <= 0) { if (size == 0 || errno != EAGAIN) epoll_ctl(poll, EPOLL_CTL_DEL, fd, 0); continue; }
            buffer[size] = 0;
            for (char *found = strstr(buffer, mark); found && round >= 0 && got < MOST; found = strstr(found + 1, mark)) {
                if (!got) snprintf(first, sizeof first, "%.2000s", buffer);
                times[got++] = at;
            }
        }
        if (round >= 0 && (got >= count || now() > end)) {
            qsort(times, got, sizeof *times, by_size);
            for (char *c = first; *c; c++) if (*c == '\n' || *c == '\r') *c = ' ';
            printf("%d %d %lld %lld %lld\n%s\n", round, got, got ? times[0] : 0, got ? times[got / 2] : 0, got ? times[got - 1] : 0, first);
            fflush(stdout);
            round = -1;
        }
    }
}

static void limit(int port) {
    static int readers[MOST];
    static char out[65536];
    int count = 0, yes = 1, door = socket(AF_INET, SOCK_STREAM, 0), poll = epoll_create1(0);
    struct sockaddr_in here = {.sin_family = AF_INET, .sin_port = htons(port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    struct epoll_event events[512];
    setsockopt(door, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
    if (bind(door, (void *)&here, sizeof here) || listen(door, 20000)) die("bind");
    watch(poll, door);
    for (;;) {
        int ready = epoll_wait(poll, events, 512, -1);
        for (int i = 0; i < ready; i++) {
            int fd = events[i].data.fd;
            if (fd == door) {
                int one = accept4(door, 0, 0, SOCK_NONBLOCK);
                if (one < 0) continue;
                setsockopt(one, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
                watch(poll, one);
                continue;
            }
            ssize_t size = read(fd, buffer, sizeof buffer - 1);
            if (size <= 0) {
                for (int j = 0; j < count; j++) if (readers[j] == fd) { readers[j] = readers[--count]; break; }
                close(fd);
                continue;
            }
            buffer[size] = 0;
            const char *said = "HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n";
            if (!strncmp(buffer, "GET", 3)) {
                readers[count++] = fd;
                said = "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\n\r\n: open\n\n";
            } else {
                char *body = strstr(buffer, "\r\n\r\n");
                int length = snprintf(out, sizeof out, "%s", body ? body + 4 : "");
                for (int j = 0; j < count; j++) if (write(readers[j], out, length) != length) die("a full socket");
            }
            if (write(fd, said, strlen(said)) < 0) die("write");
        }
    }
}

int main(int count, char **words) {
    if (count >= 6 && !strcmp(words[1], "load"))
        return load(atoi(words[2]), words[3], words[4], atoi(words[5]), count > 6 ? words[6] : NULL);
    if (count == 3 && !strcmp(words[1], "limit")) limit(atoi(words[2]));
    fprintf(stderr, "streams load PORT PATH MARK COUNT [COOKIES] | streams limit PORT\n");
    return 2;
}
