namespace Akka.Actor;

using System.Linq.Expressions;
using System.Reflection;

/// <summary>Evaluates the arguments of a constructor call; the common shapes without compiling anything.</summary>
internal static class ExpressionArguments
{
    public static object?[] Evaluate(NewExpression construction)
    {
        var values = new object?[construction.Arguments.Count];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = Evaluate(construction.Arguments[i]);
        }

        return values;
    }

    private static object? Evaluate(Expression expression) => expression switch
    {
        ConstantExpression constant => constant.Value,
        MemberExpression { Member: FieldInfo field } member => field.GetValue(member.Expression is null ? null : Evaluate(member.Expression)),
        _ => Expression.Lambda<Func<object?>>(Expression.Convert(expression, typeof(object))).Compile(preferInterpretation: true)(),
    };
}
