namespace Akka.P2P.Node.Hosting;

using System.Collections;
using System.Globalization;
using Akka.Configuration;
using Akka.Configuration.Hocon;
using Akka.P2P.Node.CommandLine;

/// <summary>
/// The configuration in force, strongest first: <c>--set KEY=VALUE</c>, environment variables, the file of
/// <c>--config</c>, what the command itself implies, and each assembly's <c>reference.conf</c>.
/// </summary>
/// <remarks>
/// The HOCON of Akka.NET 1.5 knows no environment variables, so they are a layer of ours: <c>AKKA__P2P__DATA_DIR</c> sets
/// <c>akka.p2p.data-dir</c> (two underscores are a dot, one is a dash).
/// </remarks>
public static class HoconLayers
{
    public const string EnvironmentPrefix = "AKKA__";

    private static readonly string[] Homes = ["Akka.P2P.Node", "Akka.P2P.Actors", "Akka.P2P.Protocol"];

    /// <summary>As <see cref="BuildLayers"/>, without who said what.</summary>
    /// <exception cref="CommandException">A layer does not parse; the sentence names the layer and the place.</exception>
    public static Config Build(string? file, IReadOnlyList<string> sets, string implied, IDictionary environment) =>
        BuildLayers(file, sets, implied, environment).Merged;

    /// <param name="file">Null when there is none.</param>
    /// <param name="sets"><c>KEY=VALUE</c> each; the last one wins.</param>
    /// <param name="implied">HOCON that the command implies, weaker than the user's file.</param>
    /// <param name="environment">Variables of the process.</param>
    /// <exception cref="CommandException">A layer does not parse; the sentence names the layer and the place.</exception>
    public static LayeredConfig BuildLayers(string? file, IReadOnlyList<string> sets, string implied, IDictionary environment)
    {
        List<ConfigLayer> layers = [new("command line", FromSets(sets)), new("environment", FromEnvironment(environment))];
        if (file is not null)
            layers.Add(new ConfigLayer(file, FromFile(file)));
        layers.Add(new ConfigLayer("command", Parse(implied, "the command's own settings")));
        layers.Add(new ConfigLayer("default", Reference()));
        return new LayeredConfig(layers);
    }

    /// <summary>What <c>--bind</c> and <c>--advertise</c> mean, said as <c>--set</c> would say it.</summary>
    public static IEnumerable<string> Endpoint(BindAddress? bind, BindAddress? advertise)
    {
        const string Tcp = "akka.remote.dot-netty.tcp";
        if (bind is not null)
            yield return $"{Tcp}.hostname={bind.Host}";
        if (bind?.Port is { } port)
            yield return string.Create(CultureInfo.InvariantCulture, $"{Tcp}.port={port}");
        if (advertise is not null)
            yield return $"{Tcp}.public-hostname={advertise.Host}";
        if (advertise?.Port is { } publicPort)
            yield return string.Create(CultureInfo.InvariantCulture, $"{Tcp}.public-port={publicPort}");
    }

    /// <summary>What <c>--tls</c> means, said as <c>--set</c> would say it.</summary>
    /// <param name="path">Null when it isn't said.</param>
    public static IEnumerable<string> Tls(string? path) =>
        path is null ? [] : ["akka.remote.dot-netty.tcp.enable-ssl=on", $"akka.remote.dot-netty.tcp.ssl.certificate.path={path}"];

    /// <summary>Every default of ours; the only home of each is a <c>reference.conf</c> embedded in the assembly that reads it.</summary>
    public static Config Reference() => Homes
        .Select(FromReference)
        .Aggregate((strong, weak) => strong.WithFallback(weak));

    private static Config FromReference(string owner)
    {
        var assembly = owner switch
        {
            "Akka.P2P.Actors" => typeof(Akka.P2P.Actors.Settings.PeerSettings).Assembly,
            "Akka.P2P.Protocol" => typeof(Akka.P2P.Protocol.OperationCode).Assembly,
            _ => typeof(HoconLayers).Assembly,
        };
        using var stream = assembly.GetManifestResourceStream($"{owner}.reference.conf")
            ?? throw new InvalidOperationException($"{assembly.GetName().Name} was built without its reference.conf.");
        using var reader = new StreamReader(stream);
        return Parse(reader.ReadToEnd(), $"{owner}'s reference.conf");
    }

    private static Config FromFile(string path)
    {
        var text = Read(path);
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        try
        {
            return ConfigurationFactory.ParseString(text, include => Include(Path.Combine(folder, include)));
        }
        catch (Exception e) when (e is not CommandException)
        {
            throw new CommandException(ExitCode.WrongUsage, $"{path} is not valid HOCON: {OneLine(e)}", e);
        }
    }

    private static HoconRoot Include(string path) => Parser.Parse(Read(path), inner => Include(Path.Combine(Path.GetDirectoryName(path)!, inner)));

    private static string Read(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new CommandException(ExitCode.WrongUsage, $"The configuration file {path} can't be read: {OneLine(e)}", e);
        }
    }

    private static Config FromSets(IReadOnlyList<string> sets)
    {
        var layer = Parse("", "");
        foreach (var set in sets)
        {
            var cut = set.IndexOf('=', StringComparison.Ordinal);
            if (cut <= 0)
                throw new CommandException(ExitCode.WrongUsage, $"--set takes KEY=VALUE, for example akka.loglevel=DEBUG; '{set}' is not one.");

            layer = Parse($"{set[..cut].Trim()} = {Value(set[(cut + 1)..])}", $"--set {set}").WithFallback(layer);
        }

        return layer;
    }

    private static Config FromEnvironment(IDictionary environment)
    {
        var layer = Parse("", "");
        foreach (DictionaryEntry variable in environment)
        {
            var name = (string)variable.Key;
            if (!name.StartsWith(EnvironmentPrefix, StringComparison.Ordinal))
                continue;

            var key = name.Replace("__", ".", StringComparison.Ordinal).Replace('_', '-');
#pragma warning disable CA1308 // HOCON keys are lower-case; nothing is compared here.
            layer = Parse($"{key.ToLowerInvariant()} = {Value((string?)variable.Value ?? "")}", $"the environment variable {name}").WithFallback(layer);
#pragma warning restore CA1308
        }

        return layer;
    }

    // A list or an object is HOCON; anything else is a string, so that paths and links need no quoting by the user.
    private static string Value(string text)
    {
        var trimmed = text.Trim();
        var structured = trimmed.StartsWith('[') || trimmed.StartsWith('{') || (trimmed.Length > 1 && trimmed.StartsWith('"') && trimmed.EndsWith('"'));
        return structured ? trimmed : HoconText.Quote(trimmed);
    }

    private static Config Parse(string hocon, string origin)
    {
        try
        {
            return ConfigurationFactory.ParseString(hocon);
        }
        catch (Exception e)
        {
            throw new CommandException(ExitCode.WrongUsage, $"{origin} is not valid HOCON: {OneLine(e)}", e);
        }
    }

    private static string OneLine(Exception e) => e.Message.ReplaceLineEndings(" ");
}
