namespace Petabridge.Cmd.Tests;

using System.Buffers;
using System.Text;
using Petabridge.Cmd.Common.Wire;
using Petabridge.Cmd.Tests.Support;
using Xunit.Abstractions;

public sealed class FrameSpecs(ITestOutputHelper output)
{
    private static readonly Frame[] Samples =
    [
        new ChallengeFrame("abc", true), new HelloFrame("pbm 1", "n", null), new RefusedFrame("full", "no place"), new ExecuteFrame(7, "a 'ü' \"\\\n", 100),
        new MoreFrame(7, 300), new CancelFrame(7), new AskPalettesFrame(8), new ResponseFrame(7, "ä\u0001\"</x>\ud83d\ude00", Final: true, IsError: false),
    ];

    public static TheoryData<object> Frames => [.. Samples];

    [Theory(DisplayName = "A frame comes back as it was")]
    [MemberData(nameof(Frames))]
    public void Round_trip(object frame)
    {
        var bytes = FrameCodec.Encode((Frame)frame, 1000);

        Assert.Equal(frame, FrameCodec.Decode(new ReadOnlySequence<byte>(bytes, 4, bytes.Length - 4)));
        Assert.Equal(bytes.Length - 4, (bytes[2] << 8) | bytes[3]);
        Assert.Throws<FrameTooLongException>(() => FrameCodec.Encode((Frame)frame, bytes.Length - 5));
    }

    [Fact(DisplayName = "A palette comes back as it was described")]
    public void Palette_round_trip()
    {
        var welcome = new WelcomeFrame("host", [PaletteData.Of(TestCommands.Commands)]);
        var bytes = FrameCodec.Encode(welcome, 100_000);
        var palette = Assert.Single(Assert.IsType<WelcomeFrame>(FrameCodec.Decode(new ReadOnlySequence<byte>(bytes, 4, bytes.Length - 4))).Palettes).ToPalette();

        Assert.Equal(TestCommands.Commands.Commands.Select(Text), palette.Commands.Select(Text));

        static string Text(CommandDefinition command) => $"{command.Description} {command.Usage} "
            + string.Join(';', command.Arguments.Select(a => $"{a.Name} {a.Description} {string.Join(',', a.Switch)} {a.IsPositional} {a.IsFlag} {a.DefaultValue} {string.Join(',', a.SuggestedValues)}"));
    }

    [Fact(DisplayName = "A palette that can't be, from a host that isn't honest, is invalid data and nothing worse")]
    public void Impossible_palettes()
    {
        PaletteData[] impossible =
        [
            new("a b", []), new("a", [new CommandData("", "", [])]), new("a", [new CommandData("c", "", [new ArgumentData("x", "", ["- "], false, false, false, null, [])])]),
            new("a", null!), new("a", [null!]), new("a", [new CommandData("c", "", [null!])]), new("a", [new CommandData("c", null!, null!), new CommandData("c", "", [])]),
        ];

        foreach (var palette in impossible)
        {
            var failure = Record.Exception(palette.ToPalette);
            Assert.True(failure is null or InvalidDataException, $"{palette}: {failure}");
        }
    }

    [Fact(DisplayName = "Whatever the bytes, decoding ends in a frame or in invalid data")]
    public void Mutations()
    {
        var seed = Environment.TickCount;
        output.WriteLine($"seed {seed}");
        var random = new Random(seed);
        foreach (var frame in Samples)
        {
            var good = FrameCodec.Encode(frame, 1000)[4..];
            for (var i = 0; i < 200; i++)
            {
                var bad = (byte[])good.Clone();
                for (var n = random.Next(1, 4); n > 0; n--)
                    bad[random.Next(bad.Length)] = (byte)random.Next(256);
                var failure = Record.Exception(() => FrameCodec.Decode(new ReadOnlySequence<byte>(bad, 0, random.Next(1, bad.Length + 1))));
                Assert.True(failure is null or InvalidDataException, $"seed {seed}: {Encoding.Latin1.GetString(bad)}: {failure}");
            }
        }
    }
}
