namespace Petabridge.Cmd.Usage.Tests.OursOnly;

using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using Petabridge.Cmd.Host;

/// <summary>Where ours differs: a session's answers are an <see cref="IAsyncEnumerable{T}"/>, since there is no Akka.Streams in the tree.</summary>
public sealed class StreamSpecs : Akka.TestKit.Xunit2.TestKit
{
    [Fact(DisplayName = "The answers of a session are read with await foreach, where the packages have a Source")]
    public async Task Stream_is_read()
    {
        var cmd = PetabridgeCmd.Get(Sys);
        cmd.RegisterCommandPalette(new DiskPaletteHandler());
        var client = await cmd.StartLocalClient(CancellationToken.None);

        var session = await client.ExecuteTextCommandAsync("disk usage -v C -v D -u MB");
        List<string> rows = [];
        await foreach (var response in session.Stream)
            rows.Add(response.Msg);

        Assert.Equal(["C 17 MB", "D 17 MB", ""], rows);
    }
}
