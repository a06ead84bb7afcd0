namespace Akka.Api.Tests;

using System.IO.Compression;
using System.Reflection;

/// <summary>
/// The tree mirrors an API that is not ours. A member that Akka.NET 1.5.30 does not have would tempt the application away from the
/// packages; one that is lost or changed would break who uses it. Both fail here.
/// </summary>
public sealed class ApiSpecs
{
    public static TheoryData<string> Packages => ["Akka", "Akka.Remote", "Akka.Serialization.Hyperion", "Akka.TestKit", "Akka.TestKit.Xunit2"];

    [Theory(DisplayName = "Every public or protected member exists in the package of that name, with the same signature")]
    [MemberData(nameof(Packages))]
    public void Nothing_of_our_own(string package)
    {
        var theirs = Packed($"{package}-1.5.30.txt.gz");

        Assert.NotEmpty(theirs);
        Assert.Empty(Ours(package).Except(theirs, StringComparer.Ordinal));
    }

    [Theory(DisplayName = "The public surface is the approved one; a change on purpose is copied over approved/ from the file that the failure names")]
    [MemberData(nameof(Packages))]
    public void As_approved(string package)
    {
        var ours = Ours(package);
        var approved = File.ReadAllLines(In("approved", $"{package}.txt"));
        if (ours.SequenceEqual(approved, StringComparer.Ordinal))
            return;

        var received = In("approved", $"{package}.received.txt");
        File.WriteAllLines(received, ours);
        Assert.Fail($"""
            The surface of {package} is now that of {received}.
            Gone: {string.Join("; ", approved.Except(ours, StringComparer.Ordinal))}
            New: {string.Join("; ", ours.Except(approved, StringComparer.Ordinal))}
            """);
    }

    [Fact(DisplayName = "A stray member would be seen: the surface has types, members, bases and modifiers")]
    public void It_looks_closely()
    {
        var mine = Surface.Of(typeof(Sample<>).Assembly);

        Assert.Contains("Akka.Api.Tests.Sample<T> is class abstract", mine);
        Assert.Contains("Akka.Api.Tests.Sample<T> : System.IDisposable", mine);
        Assert.Contains("Akka.Api.Tests.Sample<T> new(T, System.Int32?) protected", mine);
        Assert.Contains("Akka.Api.Tests.Sample<T> Try`1(out TFound, params T[]) -> System.Boolean protected abstract", mine);
        Assert.Contains("Akka.Api.Tests.Sample<T> Value = System.Collections.Generic.List<T> get", mine);
        Assert.DoesNotContain(mine, line => line.Contains("Hidden", StringComparison.Ordinal));
    }

    private static SortedSet<string> Ours(string package) => Surface.Of(Assembly.Load(package));

    private static string In(string folder, string file) => Path.Combine(AppContext.BaseDirectory, folder, file);

    private static HashSet<string> Packed(string file)
    {
        using var unpacked = new GZipStream(File.OpenRead(In("TestData", file)), CompressionMode.Decompress);
        using var reader = new StreamReader(unpacked);
        return [.. reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries)];
    }
}
