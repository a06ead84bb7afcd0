namespace Akka.P2P.Architecture.Tests;

using System.Text.RegularExpressions;

/// <summary>
/// The containers as text. <c>docker/run-in-namespaces.sh</c> runs what the same file says.
/// </summary>
public sealed partial class ContainerTests
{
    private static readonly Compose File = Compose.Read();

    [Fact(DisplayName = "S2.67 S2.68 S2.70 S2.81: docker-compose.yml has a tracker, a seeder and two leechers, and nothing else")]
    public void Services() => Assert.Equal(["tracker", "seeder", "leecher1", "leecher2"], File.Services);

    [Theory(DisplayName = "S2.69 S2.71 S2.73 S2.75 S2.76 S2.83: each service has its name, port, address, HOCON file and dependencies")]
    [InlineData("tracker", 8888, "172.20.0.2", "")]
    [InlineData("seeder", 8001, "172.20.0.3", "tracker")]
    [InlineData("leecher1", 8002, "172.20.0.4", "tracker seeder")]
    [InlineData("leecher2", 8003, "172.20.0.5", "tracker seeder")]
    public void Service(string name, int port, string address, string after)
    {
        var service = $"services.{name}";

        Assert.Equal($"p2p_{name}", File[$"{service}.container_name"]);
        Assert.Equal([$"{port}:{port}"], File.List($"{service}.ports"));
        Assert.Equal(address, File[$"{service}.networks.p2p_network.ipv4_address"]);
        string[] menu = name == "tracker" ? [] : ["--console"];
        Assert.Equal(["node", "--config", $"/app/hocon/{name}.hocon", .. menu], File.List($"{service}.command"));
        Assert.Contains($"port = {port}", Repository.Read($"hocon/{name}.hocon"), StringComparison.Ordinal);
        Assert.Equal(address, File[$"{service}.environment.AKKA__REMOTE__DOT_NETTY__TCP__PUBLIC_HOSTNAME"]);
        Assert.Equal(
            after.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(other => $"{other}.condition"), File.Below($"{service}.depends_on"));
        Assert.All(File.Below($"{service}.depends_on"), condition => Assert.Equal("service_healthy", File[$"{service}.depends_on.{condition}"]));
        Assert.Equal(["CMD", "/app/bin/akka-p2p", "health", $"{address}:{port}"], File.List($"{service}.healthcheck.test"));
        if (name != "tracker")
            Assert.Equal("[\"172.20.0.2:8888\"]", File[$"{service}.environment.AKKA__P2P__PEER__TRACKERS"]);
    }

    [Theory(DisplayName = "S2.72 S2.74 S2.78 S2.79 S2.80: the seeder's files come from ./input; each peer has an output folder of its own; the catalogue has a volume")]
    [InlineData("tracker", "tracker_state:/app/state")]
    [InlineData("seeder", "./input:/app/files:ro ./output/seeder:/app/output")]
    [InlineData("leecher1", "./output/leecher1:/app/output")]
    [InlineData("leecher2", "./output/leecher2:/app/output")]
    public void Volumes(string name, string volumes)
    {
        Assert.Equal(volumes.Split(' '), File.List($"services.{name}.volumes"));
        Assert.Empty(File.List($"services.{name}.volumes")
            .Select(volume => volume.Split(':')[0])
            .Where(source => source.StartsWith("./", StringComparison.Ordinal) && !Directory.Exists(Path.Combine(Repository.Root, "docker", source))));
        Assert.StartsWith(name == "tracker" ? "/app/state" : "/app/output", File[$"services.{name}.environment.AKKA__P2P__NODE__DATA_DIR"], StringComparison.Ordinal);
        if (name != "tracker")
            Assert.Equal("/app/output", File[$"services.{name}.environment.AKKA__P2P__NODE__DOWNLOAD_DIR"]);
        if (name == "seeder")
            Assert.Equal("[\"/app/files/*\"]", File["services.seeder.environment.AKKA__P2P__NODE__SHARE"]);
    }

    [Fact(DisplayName = "S2.77: the network is the bridge p2p_network, 172.20.0.0/16")]
    public void Network()
    {
        Assert.Equal("bridge", File["networks.p2p_network.driver"]);
        Assert.Equal("172.20.0.0/16", File["networks.p2p_network.ipam.config.0.subnet"]);
    }

    [Fact(DisplayName = "S2.82 S2.84: each service is built from the one image definition, and can be attached to")]
    public void One_image_with_a_terminal()
    {
        Assert.All(File.Services, service =>
        {
            Assert.Equal("akka-p2p", File[$"services.{service}.image"]);
            Assert.Equal("..", File[$"services.{service}.build.context"]);
            Assert.Equal("docker/Dockerfile", File[$"services.{service}.build.dockerfile"]);
            Assert.Equal("true", File[$"services.{service}.tty"]);
            Assert.Equal("true", File[$"services.{service}.stdin_open"]);
        });
        Assert.Contains("docker compose up --build", Repository.Read("README.md"), StringComparison.Ordinal);
        Assert.Contains("docker attach p2p_", Repository.Read("docs/operations.md"), StringComparison.Ordinal);
    }

    [Fact(DisplayName = "Services restart, get time to close their stores, and have no more rights than they need")]
    public void Services_are_bounded() => Assert.All(File.Services, service =>
    {
        Assert.Equal("unless-stopped", File[$"services.{service}.restart"]);
        // A node closes its stores within 20 s and leaves its trackers within 10 s more.
        Assert.True(int.Parse(File[$"services.{service}.stop_grace_period"].TrimEnd('s'), System.Globalization.CultureInfo.InvariantCulture) > 30);
        Assert.Equal("true", File[$"services.{service}.read_only"]);
        Assert.Equal(["ALL"], File.List($"services.{service}.cap_drop"));
        Assert.Equal(["no-new-privileges:true"], File.List($"services.{service}.security_opt"));
        Assert.Equal("${P2P_USER:-1000:1000}", File[$"services.{service}.user"]);
    });

    [Fact(DisplayName = "Every AKKA__ variable of the services names a key of a reference.conf")]
    public void Variables_are_keys()
    {
        var known = new[] { "Node", "Actors", "Protocol" }.SelectMany(project => ReferenceConf.Read($"src/Akka.P2P.{project}/reference.conf"))
            .Select(key => key.Path).ToHashSet();
#pragma warning disable CA1308 // Keys are lower-case.
        var named = File.Services.SelectMany(service => File.Below($"services.{service}.environment"))
            .Select(name => name.Replace("__", ".", StringComparison.Ordinal).Replace('_', '-').ToLowerInvariant());
#pragma warning restore CA1308

        Assert.Empty(named.Where(key => !known.Contains(key)));
    }

    [Fact(DisplayName = "The image is built in a stage of its own, has no shell, runs as a number that isn't root, and holds what the services name")]
    public void Dockerfile()
    {
        var text = Repository.Read("docker/Dockerfile");
        var stages = Stage().Matches(text).Select(match => match.Groups[1].Value).ToList();

        Assert.Equal(2, stages.Count);
        Assert.Contains("/sdk:10.0", stages[0], StringComparison.Ordinal);
        Assert.Matches("/runtime:10\\.0-.*-chiseled$", stages[1]);
        Assert.Matches(@"(?m)^USER [1-9]\d*:[1-9]\d*$", text);
        Assert.Contains("COPY --from=build /image/ /app/", text, StringComparison.Ordinal);
        Assert.Contains("-o /image/bin", text, StringComparison.Ordinal);
        Assert.Contains("cp -r hocon /image/hocon", text, StringComparison.Ordinal);
        Assert.Contains("ENTRYPOINT [\"/app/bin/akka-p2p\"]", text, StringComparison.Ordinal);
        Assert.All(File.Services, service =>
        {
            Assert.Matches($@"(?m)^EXPOSE .*\b{File.List($"services.{service}.ports")[0].Split(':')[1]}\b", text);
            Assert.All(File.List($"services.{service}.volumes"), volume => Assert.Contains($"/image/{volume.Split(':')[1]["/app/".Length..]}", text, StringComparison.Ordinal));
        });
    }

    [Fact(DisplayName = "What the image's build needs gets past .dockerignore, and what it doesn't need does not")]
    public void Context_is_small()
    {
        var lines = Repository.Read(".dockerignore").Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(line => !line.StartsWith('#')).ToList();

        Assert.Equal("*", lines[0]);
        Assert.Equal(
            ["src", "hocon", "build", "Directory.*", "global.json", "nuget.config", ".editorconfig"],
            lines.Where(line => line.StartsWith('!')).Select(line => line[1..]));
        Assert.Contains("**/bin", lines);
        Assert.Contains("**/obj", lines);
    }

    [Fact(DisplayName = "docker/read-compose.awk, by which the namespaces are made, reads the compose file as a YAML library does")]
    public void Script_and_file_agree()
    {
        if (OperatingSystem.IsWindows())
            return;

        var (exitCode, output) = Repository.Run("awk", "-f", "docker/read-compose.awk", Compose.Path);

        Assert.True(exitCode == 0, output);
        // An empty map has no line: it says nothing but that it is there.
        Assert.Equal(File.Lines, output.TrimEnd('\n').Split('\n'));
    }

    [Theory(DisplayName = "docker/read-compose.awk refuses, with the line, whatever it can't read soundly")]
    [InlineData("a: &anchor b")]
    [InlineData("a: *anchor")]
    [InlineData("a: |")]
    [InlineData("a: {b: c}")]
    [InlineData("a: [b,")]
    [InlineData("a: \"x\\n\"")]
    [InlineData("a: b: c")]
    [InlineData("a: b # comment")]
    [InlineData("a:\n  b: 1\n  b: 2")]
    [InlineData("plain words")]
    [InlineData("<<: *x")]
    public void Script_refuses_other_yaml(string yaml)
    {
        if (OperatingSystem.IsWindows())
            return;

        var path = Path.GetTempFileName();
        try
        {
            System.IO.File.WriteAllText(path, yaml + "\n");
            var (exitCode, output) = Repository.Run("awk", "-f", "docker/read-compose.awk", path);

            Assert.Equal(2, exitCode);
            Assert.Matches(@"read-compose\.awk: line \d+: ", output);
        }
        finally
        {
            System.IO.File.Delete(path);
        }
    }

    [GeneratedRegex(@"^FROM (?:--platform=\S+ )?(\S+)", RegexOptions.Multiline)]
    private static partial Regex Stage();
}
